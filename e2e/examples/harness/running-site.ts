import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import { managementKey } from '../../harness/server.ts';
import type { Workshop } from '../workshop.ts';
import { npm, type RunningCommand } from './command.ts';
import { Example } from './example.ts';
import type { ExampleSite } from './sites.ts';

/** A site of an example and the totp-kit server behind it, both as processes of their own. */
export interface RunningSite extends AsyncDisposable {
  readonly site: RunningCommand;
  /** Undefined where the site mounts totp-kit itself. */
  readonly totpKit: RunningCommand | undefined;
}

const startMs = 60_000;

/** Serves what was installed and built, and waits until it answers. */
export async function startExampleSite(
  workshop: Workshop,
  { name, pages, hasOwnTotpKit = true }: ExampleSite,
  ownEnv: Readonly<Record<string, string>> = {},
): Promise<RunningSite> {
  // What was started ends, too, when something after it does not start.
  await using stack = new AsyncDisposableStack();
  const example = new Example(workshop, name);
  const host = pages === undefined ? example : new Example(workshop, 'express');
  await host.install();
  const env = {
    ...settings(workshop),
    DATABASE_URL: await makeDatabase(workshop),
    ...ownEnv,
  };
  const totpKit = hasOwnTotpKit ? stack.use(startTotpKit(host, env)) : undefined;
  if (totpKit) await untilAnswering(`${workshop.totpKitUrl}/readyz`, totpKit);
  const folders = pages === undefined ? [] : ['--', path.join(example.folder, pages)];
  const site = stack.use(host.start(npm('start', ...folders), env));
  await untilAnswering(workshop.siteUrl, site);
  const started = stack.move();
  return { site, totpKit, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** The command of the installed package, as a newcomer types it. */
export function startTotpKit(host: Example, env: Readonly<Record<string, string>>): RunningCommand {
  return host.start(npm('exec', '--offline', '--', 'totp-kit', 'serve'), {
    ...env,
    PORT: new URL(env['TOTP_KIT_PUBLIC_URL'] ?? '').port,
  });
}

/** What an operator sets for both processes. */
export function settings({ siteUrl, totpKitUrl }: Workshop): Record<string, string> {
  return {
    SITE_URL: siteUrl,
    PORT: new URL(siteUrl).port,
    SESSION_SECRET: 'the secret of a test',
    // The tests come by themselves, and say from which address they do.
    TRUSTED_PROXIES: 'loopback',
    // For `next start`, which is production otherwise.
    TRY_OUT: 'yes',
    TOTP_KIT_PUBLIC_URL: totpKitUrl,
    TOTP_KIT_MANAGEMENT_KEY: managementKey,
    TOTP_KIT_ORIGINS: siteUrl,
    TOTP_KIT_ISSUER: 'Example',
    // Accounts are made by the site, and by nobody else.
    TOTP_KIT_SIGN_UP: 'closed',
  };
}

export async function makeDatabase({ folder }: Workshop): Promise<string> {
  return `sqlite:${path.join(await mkdtemp(path.join(folder, 'data-')), 'totp-kit.db')}`;
}

export async function untilAnswering(url: string, command: RunningCommand): Promise<void> {
  const giveUp = command.ended.then(({ exitCode, output }) => {
    throw new Error(`It ended with ${String(exitCode)} before ${url} answered:\n${output}`);
  });
  giveUp.catch(() => {});
  const answer = vi.waitFor(() => fetch(url), { timeout: startMs, interval: 50 });
  await Promise.race([answer, giveUp]).catch((error: unknown) => {
    throw new Error(`${url} did not answer:\n${command.output()}`, { cause: error });
  });
}
