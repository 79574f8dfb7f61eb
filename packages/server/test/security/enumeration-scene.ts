import { createHmac } from 'node:crypto';
import { expect, onTestFinished, vi } from 'vitest';
import { Keyring } from '../../src/keyring/keyring.ts';
import { RecoveryCodes } from '../../src/services/recovery-codes.ts';
import { json } from '../../src/testing/attempts.ts';
import type { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { linkByTicket } from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import type { EngineName } from '../../src/testing/test-databases.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const prototypeOfHmacs = Object.getPrototypeOf(createHmac('sha1', '')) as ReturnType<
  typeof createHmac
>;

/** A server of which a test sees what a stranger sees, and how much work each answer was. */
export async function startObserved(engine: EngineName, environment: Record<string, string> = {}) {
  const observed = observeStore();
  const { openStore } = observed;
  const server = await startTestServer({ engine, openStore, environment, isListening: true });
  const spies = {
    opened: vi.spyOn(Keyring.prototype, 'open'),
    sealed: vi.spyOn(Keyring.prototype, 'seal'),
    hmacs: vi.spyOn(prototypeOfHmacs, 'digest'),
    recoveryHashes: vi.spyOn(RecoveryCodes.prototype, 'hash'),
  };
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  let requests = 0;
  const post = async (path: string, body: unknown, more: Readonly<Record<string, string>> = {}) => {
    vi.clearAllMocks();
    const before = observed.statements();
    requests += 1;
    const from = `198.51.${requests >> 8}.${requests & 255}`;
    const response = await server.fetch(path, json(body, { ...more, 'x-forwarded-for': from }));
    const { requestId, ...answer } = (await response.json()) as Record<string, unknown>;
    const { date, 'x-request-id': id, ...headers } = Object.fromEntries(response.headers);
    expect(date).toBeDefined();
    if (!response.ok) expect(id).toBe(requestId);
    const calls = Object.entries(spies).map(
      ([name, spy]) => [name, spy.mock.calls.length] as const,
    );
    return {
      seen: { status: response.status, headers, answer },
      work: { statements: observed.statements() - before, ...Object.fromEntries(calls) },
    };
  };
  return { server, post, observed };
}

/** Everybody who must look like nobody, each with a code that must not let them in. */
export async function inviteEverybody(server: TestServer) {
  const headers = asManagement;
  const createUser = (loginId: string, signIn: string) =>
    server.call('createUser', { headers, body: { loginId, signIn } });
  const ada = await server.signUp('ada');
  const withThree = await server.signUp('with three');
  const { userId } = withThree.confirmation.user;
  const others = [await linkByTicket(server, userId), await linkByTicket(server, userId)];
  const spent = await server.signUp('spent');
  const disabled = await server.signUp('disabled');
  const path = { userId: disabled.confirmation.user.userId };
  await server.call('updateUser', { headers, path, body: { status: 'disabled' } });
  await createUser('without one', 'direct');
  const byTicket = await linkByTicket(server, (await createUser('by ticket', 'ticket')).userId);
  await server.signIn('spent', spent.app);
  const now = server.clock.read();
  const apps = [ada.app, withThree.app, ...others, spent.app, disabled.app, byTicket];
  const code = wrongForAll(apps, now);
  return {
    apps,
    attempts: [
      { loginId: 'nobody', code },
      { loginId: 'ada', code },
      { loginId: 'with three', code },
      { loginId: 'without one', code },
      { loginId: 'spent', code: spent.app.codeAt(now) },
      { loginId: 'disabled', code: disabled.app.codeAt(now) },
      { loginId: 'by ticket', code: byTicket.codeAt(now) },
    ],
  };
}

/** A code that is wrong for each of the apps. */
export function wrongForAll(apps: readonly AuthenticatorApp[], now: number): string {
  const live = new Set(
    apps.flatMap((app) => [-30_000, 0, 30_000].map((offset) => app.codeAt(now + offset))),
  );
  const wrong = Array.from({ length: 30 }, (_, index) => String(100_000 + index)).find(
    (code) => !live.has(code),
  );
  if (wrong === undefined) throw new Error('every candidate is live');
  return wrong;
}

/** One after the other, so that the work of each can be told. */
export async function oneByOne<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
