import { createServer, type RequestListener } from 'node:http';
import { confirmation, enrollment, type Confirmation } from '@totp-kit/protocol';
import { expect, onTestFinished } from 'vitest';
import { createTotpKit, type Settings, type TotpKit } from '../index.ts';
import { json } from './attempts.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { TestClock } from './test-clock.ts';
import { freshDatabase, type EngineName } from './test-databases.ts';
import { managementKey, testKeys } from './test-server.ts';

/** A server within a site, and what it has told the people who run it. */
export interface MountedKit {
  readonly kit: TotpKit;
  readonly clock: TestClock;
  readonly log: readonly string[];
}

/** Makes a server on a database of its own, below `/auth` unless the settings say otherwise. */
export async function mountKit(
  settings: Settings = {},
  engine: EngineName = 'SQLite',
): Promise<MountedKit> {
  const clock = new TestClock();
  const log: string[] = [];
  const note = (fields: object, message: string): void => {
    const { err } = fields as { readonly err?: unknown };
    log.push(err instanceof Error ? `${message}: ${err.message}` : message);
  };
  const kit = await createTotpKit({
    settings: {
      DATABASE_URL: await freshDatabase(engine),
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth',
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      TOTP_KIT_CONSOLE: 'on',
      ...settings,
    },
    clock: clock.read,
    logger: { warn: note, error: note },
  });
  onTestFinished(() => kit.close());
  return { kit, clock, log };
}

/** Serves on a free loopback port until the test is over, and says where. */
export function serveNode(listener: RequestListener): Promise<string> {
  return listenOnLoopback(createServer(listener));
}

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Asks what is served at an origin. */
export function askAt(origin: string): Ask {
  return (path, init) => fetch(`${origin}${path}`, init);
}

export interface SignedUp {
  readonly app: AuthenticatorApp;
  readonly confirmation: Confirmation;
  /** The answer with its cookies. */
  readonly response: Response;
}

/** Signs up at a mount; the confirming code is that of now. */
export async function signUpAt(
  ask: Ask,
  {
    clock,
    mount = '/auth',
    loginId = 'ada',
    headers = {},
  }: {
    readonly clock: Pick<TestClock, 'read'>;
    readonly mount?: string;
    readonly loginId?: string;
    readonly headers?: Record<string, string>;
  },
): Promise<SignedUp> {
  const started = await ask(
    `${mount}/api/v1/enrollments`,
    json({ action: 'sign-up', loginId }, headers),
  );
  expect(started.status, await started.clone().text()).toBe(201);
  const { enrollmentId, provisioningUrl } = enrollment.parse(await started.json());
  const app = new AuthenticatorApp(provisioningUrl);
  const response = await ask(
    `${mount}/api/v1/enrollments/${enrollmentId}/confirmation`,
    json({ code: app.codeAt(clock.read()) }, headers),
  );
  expect(response.status, await response.clone().text()).toBe(200);
  return { app, confirmation: confirmation.parse(await response.clone().json()), response };
}
