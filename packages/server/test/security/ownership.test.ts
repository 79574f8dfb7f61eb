import { operations, type Operation } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { randomId } from '../../src/core/tokens.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

type Operations = typeof operations;
type OperationName = keyof Operations;
type Headers = ReturnType<typeof asBearer>;

/** Every route under /me that names one thing. */
const ownedRoutes = (Object.keys(operations) as OperationName[]).filter(
  (name) => operations[name].path.startsWith('/api/v1/me/') && 'pathParams' in operations[name],
);

/** Two users with a session each; everything of the victim's that has an ID. */
async function startWithTwo(server: TestServer) {
  const victim = await server.signUp('ada');
  const attacker = await server.signUp('mallory');
  const own = asBearer(victim.confirmation.session?.accessToken);
  const { authenticators } = await server.call('listOwnAuthenticators', { headers: own });
  const { sessions } = await server.call('listOwnSessions', { headers: own });
  const [authenticator, session] = [authenticators[0], sessions[0]];
  if (authenticator === undefined || session === undefined) throw new Error('nothing to take');
  const ids: Readonly<Record<string, { foreign: string; random: string }>> = {
    authenticatorId: { foreign: authenticator.authenticatorId, random: randomId('auth') },
    sessionId: { foreign: session.sessionId, random: randomId('session') },
  };
  return { victim, attacker, own, ids };
}

/** An answer without what differs from request to request anyway. */
async function answer(server: TestServer, path: string, init: RequestInit) {
  const response = await server.fetch(path, init);
  const body = (await response.json()) as Record<string, unknown>;
  const headers = Object.fromEntries(response.headers);
  return {
    status: response.status,
    headers: { ...headers, 'x-request-id': '' },
    body: { ...body, requestId: '' },
  };
}

function requestTo(name: OperationName, ids: readonly string[], headers: Headers) {
  const operation: Operation = operations[name];
  const left = [...ids];
  const path = operation.path.replace(/\{\w+\}/g, () => left.shift() ?? '');
  const method = operation.method.toUpperCase();
  const json = { 'content-type': 'application/json', ...headers };
  const init: RequestInit =
    operation.body === undefined
      ? { method, headers: { ...headers } }
      : { method, headers: json, body: JSON.stringify({ label: 'taken' }) };
  return { path, init };
}

describe('what is another user’s is not there', () => {
  securityRow('S36', 'every /me route answers foreign and random IDs alike', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { attacker, own, ids } = await startWithTwo(server);
    const before = await ownThings(server, own);
    expect(ownedRoutes.length).toBeGreaterThanOrEqual(3);
    const site = new SecondFactorSite(server);
    const { userId } = attacker.confirmation.user;
    const { ticket } = await site.ticket({ userId, action: 'manage' });
    const session = asBearer(attacker.confirmation.session?.accessToken);

    for (const name of ownedRoutes) {
      const names = [...operations[name].path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => id);
      const foreign = names.map((id) => ids[id]?.foreign ?? '');
      const random = names.map((id) => ids[id]?.random ?? '');
      expect(foreign, `${name} has an ID that this test does not know`).not.toContain('');
      const isForTickets = (operations[name].callers as readonly string[]).includes('ticket');
      for (const headers of isForTickets ? [session, asTicket(ticket)] : [session]) {
        const taken = requestTo(name, foreign, headers);
        const guessed = requestTo(name, random, headers);
        const refusal = await answer(server, taken.path, taken.init);
        expect(refusal, name).toMatchObject({ status: 404, body: { code: 'not_found' } });
        expect(refusal, name).toEqual(await answer(server, guessed.path, guessed.init));
      }
    }
    expect(await ownThings(server, own)).toEqual(before);
  });

  securityRow('S36', 'nobody’s authenticator is replaced by another’s', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { attacker, own, ids } = await startWithTwo(server);
    const before = await ownThings(server, own);
    const headers = asBearer(attacker.confirmation.session?.accessToken);
    const { foreign = '', random = '' } = ids['authenticatorId'] ?? {};
    for (const replaces of [foreign, random]) {
      const body = { action: 'update-user', replaces };
      const problem = await server.refused('startEnrollment', { body, headers });
      expect(problem.code).toBe('not_found');
    }
    expect(await ownThings(server, own)).toEqual(before);
  });

  securityRow('S36', 'lists, renewals and sign-outs reach their owner only', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { victim, attacker, own } = await startWithTwo(server);
    const before = await ownThings(server, own);
    const headers = asBearer(attacker.confirmation.session?.accessToken);
    const { sessions } = await server.call('listOwnSessions', { headers });
    expect(sessions).toHaveLength(1);
    await server.call('renewOwnRecoveryCodes', { headers });
    await server.call('forgetOwnBrowsers', { headers });
    await server.call('signOut', { query: { everywhere: 'true' }, headers });
    expect(await ownThings(server, own)).toEqual(before);
    const [recoveryCode] = victim.confirmation.recoveryCodes ?? [];
    await server.call('verify', { body: { loginId: 'ada', recoveryCode } });
    const { userId } = victim.confirmation.user;
    const forgotten = await server.call('listEvents', {
      query: { userId, action: 'browser.forgotten' },
      headers: asManagement,
    });
    expect(forgotten.events).toEqual([]);
  });
});

async function ownThings(server: TestServer, headers: Headers) {
  return [
    await server.call('listOwnAuthenticators', { headers }),
    await server.call('listOwnSessions', { headers }),
  ];
}
