import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { Pool } from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { asBearer, asTicket } from '../src/testing/credentials.ts';
import { listenOnLoopback } from '../src/testing/listen-on-loopback.ts';
import { startReachableServer, type ReachableServer } from '../src/testing/reachable-server.ts';
import { temporaryFolder } from '../src/testing/temporary-folder.ts';
import { freshDatabase } from '../src/testing/test-databases.ts';
import { asManagement, managementKey } from '../src/testing/test-server.ts';
import type { AuthenticatorApp } from '../src/testing/authenticator-app.ts';
import type { ReplayCheck } from '../src/verify.ts';

// The files that docs/backends.md quotes, run as they stand.

const folder = path.resolve(import.meta.dirname, '../../../examples/backend');

async function importExample<Module>(file: string, server?: ReachableServer): Promise<Module> {
  vi.resetModules();
  vi.stubEnv('TOTP_KIT_PUBLIC_URL', server?.url);
  vi.stubEnv('TOTP_KIT_MANAGEMENT_KEY', managementKey);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return (await import(path.join(folder, file))) as Module;
}

/** Somebody who has signed up, and their access token. */
async function start() {
  const reachable = await startReachableServer({ behindSeconds: 60 });
  const { app, confirmation } = await reachable.server.signUp('ada');
  const accessToken = confirmation.session?.accessToken ?? '';
  return { reachable, app, userId: confirmation.user.userId, accessToken };
}

/** A proof for a transfer of 42 to the bank of the examples. */
async function prove(
  { server }: ReachableServer,
  { userId, app }: { readonly userId: string; readonly app: AuthenticatorApp },
) {
  const terms = { audience: 'https://bank.example', purpose: 'transfer 42' };
  const { ticket, ticketId } = await server.call('createTicket', {
    body: { userId, action: 'sign-in', ...terms },
    headers: asManagement,
  });
  server.clock.advance({ steps: 1 });
  const { proof = '' } = await server.call('verify', {
    body: { code: app.codeAt(server.clock.read()) },
    headers: asTicket(ticket),
  });
  return { ticketId, proof };
}

interface Transfer {
  readonly amount: number;
  readonly ticketId: string;
}

interface SiteExample {
  readonly openTransfers: Map<string, Transfer>;
}

type Send = (path: string, init: RequestInit) => Promise<Response>;

async function sendTo(file: string, example: SiteExample): Promise<Send> {
  if (file === 'hono-site.js') {
    const { site } = example as unknown as {
      site: { request: (url: string, init: RequestInit) => Promise<Response> };
    };
    return async (url, init) => site.request(url, init);
  }
  const { site } = example as unknown as { site: RequestListener };
  const origin = await listenOnLoopback(createServer(site));
  return (url, init) => fetch(`${origin}${url}`, init);
}

describe.each(['hono-site.js', 'express-site.js'])('%s', (file) => {
  it('knows who asks, and transfers once after a code', async () => {
    const { reachable, app, userId, accessToken } = await start();
    const example = await importExample<SiteExample>(file, reachable);
    const send = await sendTo(file, example);
    const headers = asBearer(accessToken);
    const me = await send('/me', { headers });
    expect(await me.json()).toEqual({ userId, loginId: 'ada' });
    expect((await send('/me', {})).status).toBe(401);

    const { ticketId, proof } = await prove(reachable, { userId, app });
    const confirm = async () =>
      send('/transfers/confirmation', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ proof }),
      });
    expect((await confirm()).status).toBe(403);
    example.openTransfers.set(userId, { amount: 43, ticketId });
    expect((await confirm()).status).toBe(403);
    example.openTransfers.set(userId, { amount: 42, ticketId });
    expect(await (await confirm()).json()).toEqual({ transferred: 42 });
    example.openTransfers.set(userId, { amount: 42, ticketId });
    expect((await confirm()).status).toBe(403);
  });

  it('does not transfer what was opened while the proof was checked', async () => {
    const { reachable, app, userId, accessToken } = await start();
    const example = await importExample<SiteExample>(file, reachable);
    const send = await sendTo(file, example);
    const { ticketId, proof } = await prove(reachable, { userId, app });
    const { openTransfers } = example;
    openTransfers.set(userId, { amount: 42, ticketId });
    // Whoever has read what is expected goes on with that, and from now on something else is open.
    openTransfers.get = (key) => {
      const transfer = Map.prototype.get.call(openTransfers, key) as Transfer | undefined;
      openTransfers.set(userId, { amount: 1_000_000, ticketId: 'ticket_of_another' });
      return transfer;
    };
    const answer = await send('/transfers/confirmation', {
      method: 'POST',
      headers: { ...asBearer(accessToken), 'content-type': 'application/json' },
      body: JSON.stringify({ proof }),
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Begin again');
    expect([...openTransfers.values()]).toEqual([
      { amount: 1_000_000, ticketId: 'ticket_of_another' },
    ]);
  });
});

describe('the examples for Next', () => {
  it('know who asks for a route and for a page', async () => {
    const { reachable, userId, accessToken } = await start();
    const headers = new Headers(asBearer(accessToken));
    const { GET } = await importExample<{
      GET: (request: Request, context: object) => Promise<Response>;
    }>('next-route.js', reachable);
    const answer = await GET(new Request('http://site.example/me', { headers }), {});
    expect(await answer.json()).toEqual({ userId, loginId: 'ada' });
    const { greet } = await importExample<{ greet: (headers: Headers) => Promise<string> }>(
      'next-page.js',
      reachable,
    );
    expect(await greet(headers)).toBe('Hello ada');
    expect(await greet(new Headers())).toBe('Please sign in.');
  });
});

describe('proofs that several processes remember', () => {
  type RememberIn<Place> = (place: Place) => ReplayCheck;

  async function isGoodOnce(first: ReplayCheck, second: ReplayCheck): Promise<void> {
    const later = Date.now() + 60_000;
    const both = await Promise.all([first('proof_1', later), second('proof_1', later)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await second('proof_1', later)).toBe(true);
    expect(await second('proof_2', later)).toBe(false);
    // One that has expired is refused anyway, and forgotten.
    expect(await first('proof_3', Date.now() - 1)).toBe(false);
    expect(await second('proof_3', later)).toBe(false);
  }

  it('in SQLite', async () => {
    const { rememberProofsIn } = await importExample<{ rememberProofsIn: RememberIn<string> }>(
      'remember-proofs-sqlite.js',
    );
    const file = path.join(temporaryFolder(), 'proofs.db');
    await isGoodOnce(rememberProofsIn(file), rememberProofsIn(file));
  });

  it('in PostgreSQL', async () => {
    const pool = new Pool({ connectionString: await freshDatabase('PostgreSQL') });
    onTestFinished(() => pool.end());
    const { rememberProofsIn } = await importExample<{ rememberProofsIn: RememberIn<Pool> }>(
      'remember-proofs-postgres.js',
    );
    await pool.query(
      'CREATE TABLE used_proofs (proof_id text PRIMARY KEY, expires_at timestamptz NOT NULL)',
    );
    await isGoodOnce(rememberProofsIn(pool), rememberProofsIn(pool));
  });
});
