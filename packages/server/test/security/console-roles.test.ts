import {
  consoleOperations,
  consoleRoles,
  managementOperations,
  type ConsoleRole,
  type Operation,
} from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { json, outcomeOf } from '../../src/testing/attempts.ts';
import {
  fromConsolePage,
  makeAdministrator,
  makeFirstAdministrator,
  stepUpInConsole,
  type SignedInAdministrator,
} from '../../src/testing/console.ts';
import { asBearer } from '../../src/testing/credentials.ts';
import { linkByTicket } from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

type Name = keyof typeof managementOperations | keyof typeof consoleOperations;

/** Who may do what. A request that is not named here is one that only signing in or a management key is for. */
const table: Readonly<Record<Name, readonly ConsoleRole[] | 'not in the console' | 'entry'>> = {
  listUsers: ['administrator', 'support', 'viewer'],
  getUser: ['administrator', 'support', 'viewer'],
  listUserSessions: ['administrator', 'support', 'viewer'],
  listUserBrowsers: ['administrator', 'support', 'viewer'],
  listEvents: ['administrator', 'support', 'viewer'],
  getStatistics: ['administrator', 'support', 'viewer'],
  updateUser: ['administrator', 'support'],
  endUserSessions: ['administrator', 'support'],
  forgetUserBrowsers: ['administrator', 'support'],
  endUserWaiting: ['administrator', 'support'],
  deleteTotp: ['administrator', 'support'],
  createTicket: ['administrator'],
  createUser: ['administrator'],
  deleteUser: ['administrator'],
  listManagementKeys: ['administrator'],
  createManagementKey: ['administrator'],
  revokeManagementKey: ['administrator'],
  verifyManaged: 'not in the console',
  getConfiguration: ['administrator'],
  listAdministrators: ['administrator'],
  createAdministrator: ['administrator'],
  updateAdministrator: ['administrator'],
  resetAdministrator: ['administrator'],
  removeAdministrator: ['administrator'],
  getConsoleSession: ['administrator', 'support', 'viewer'],
  continueConsoleSession: ['administrator', 'support', 'viewer'],
  signOutOfConsole: ['administrator', 'support', 'viewer'],
  startAdministratorEnrollment: 'entry',
  confirmAdministratorEnrollment: 'entry',
  cancelAdministratorEnrollment: 'entry',
  verifyAdministrator: 'entry',
};

const operations: Readonly<Record<Name, Operation>> = {
  ...managementOperations,
  ...consoleOperations,
};
const names = Object.keys(table) as Name[];

/** Bodies that each request takes, so that nothing but the role or the target can be wrong. */
const bodies: Partial<Record<Name, (target: string) => object>> = {
  createUser: () => ({ loginId: 'grace' }),
  updateUser: () => ({ name: 'Changed' }),
  deleteTotp: (userId) => ({ userIds: [userId] }),
  createTicket: (userId) => ({ userId, action: 'update-user' }),
  createManagementKey: () => ({ name: 'new', scopes: ['users:read'] }),
  verifyManaged: (userId) => ({ userId, code: '123456' }),
  createAdministrator: () => ({ loginId: 'new', role: 'viewer' }),
  updateAdministrator: () => ({ role: 'viewer' }),
  continueConsoleSession: () => ({}),
};

function ask(
  server: TestServer,
  name: Name,
  {
    headers,
    target,
  }: { readonly headers: Readonly<Record<string, string>>; readonly target: string },
): Promise<Response> {
  const { method, path } = operations[name];
  const ownPath = path.replace(/\{\w+\}/g, encodeURIComponent(target));
  const url = path.startsWith('/console') ? ownPath : `/console${ownPath}`;
  const body = bodies[name]?.(target);
  const request = body
    ? json(body, { ...headers, 'idempotency-key': 'one-key-for-all' })
    : { headers };
  return server.fetch(url, { ...request, method: method.toUpperCase() });
}

async function startWithAll(server: TestServer) {
  const administrator = await makeFirstAdministrator(server);
  const roles: Record<ConsoleRole, SignedInAdministrator> = {
    administrator,
    support: await makeAdministrator(server, administrator, { loginId: 'help', role: 'support' }),
    viewer: await makeAdministrator(server, administrator, { loginId: 'look', role: 'viewer' }),
  };
  return roles;
}

describe('the console is not taken through its helpers', () => {
  securityRow('S62', 'every role against every request', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const roles = await startWithAll(server);
    // What nobody has: whoever may do it learns that there is no such thing, and changes nothing.
    const target = 'user_nobody';
    expect(new Set(names)).toEqual(new Set(Object.keys(operations)));
    for (const role of consoleRoles) {
      for (const name of names) {
        const allowed = table[name];
        if (allowed === 'entry' || name === 'signOutOfConsole') continue;
        const response = await ask(server, name, { headers: roles[role].headers, target });
        const outcome = response.status === 204 ? 'accepted' : await outcomeOf(response);
        const what = `${role}: ${name}: ${outcome}`;
        if (allowed === 'not in the console') expect(response.status, what).toBe(404);
        else if (allowed.includes(role)) expect(outcome, what).not.toMatch(/forbidden|unauth/);
        else expect(outcome, what).toBe('forbidden');
      }
    }
    const { users } = await server.call('listUsers', { headers: asManagement });
    expect(users.map(({ loginId }) => loginId)).toEqual(['grace']);
  });

  securityRow('S62', 'without a session, and with what is none', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { administrator } = await startWithAll(server);
    const user = await server.signUp('ada');
    const [, token = ''] = (administrator.headers['cookie'] ?? '').split('=');
    const strangers: readonly Readonly<Record<string, string>>[] = [
      {},
      asManagement,
      asBearer(user.confirmation.session?.accessToken),
      asBearer(token),
      { cookie: 'totp-kit-console=' },
      { cookie: `totp-kit-console=console_${'A'.repeat(43)}` },
      { cookie: `totp-kit-console=${user.confirmation.session?.refreshToken ?? ''}` },
      { cookie: `totp-kit-access=${user.confirmation.session?.accessToken ?? ''}` },
      { cookie: `__Host-totp-kit-console=${token}` },
    ];
    for (const credentials of strangers) {
      for (const name of names) {
        const allowed = table[name];
        if (allowed === 'entry' || allowed === 'not in the console') continue;
        const headers = { ...fromConsolePage, ...credentials };
        const response = await ask(server, name, { headers, target: 'user_nobody' });
        expect(response.status, name).toBe(401);
      }
    }
    // And the console's token is good for nothing elsewhere.
    for (const [path, headers] of [
      ['/api/v1/session', asBearer(token)],
      ['/api/v1/me/authenticators', asBearer(token)],
      ['/api/v1/manage/users', asBearer(token)],
      ['/api/v1/manage/users', administrator.headers],
      ['/api/v1/me/authenticators', administrator.headers],
    ] as const) {
      expect((await server.fetch(path, { headers })).status, path).toBe(401);
    }
    const body = { refreshToken: token };
    expect((await server.refused('refreshSession', { body })).code).toBe('unauthenticated');
  });

  securityRow('S62', 'no request about users reaches an administrator', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const roles = await startWithAll(server);
    const before = await server.call('listAdministrators', {
      headers: roles.administrator.headers,
    });
    const bySurface = [
      { headers: asManagement },
      { headers: roles.administrator.headers, prefix: '/console' },
      { headers: roles.support.headers, prefix: '/console' },
    ] as const;
    for (const { administratorId: userId } of before.administrators) {
      for (const surface of bySurface) {
        const options = { ...surface, path: { userId } };
        const refusals = [
          await server.refused('getUser', options),
          await server.refused('listUserSessions', options),
          await server.refused('updateUser', { ...options, body: { status: 'disabled' } }),
          await server.refused('endUserSessions', options),
          await server.refused('forgetUserBrowsers', options),
          await server.refused('endUserWaiting', options),
        ];
        for (const { code } of refusals) expect(code).toBe('not_found');
        const { results } = await server.call('deleteTotp', {
          ...surface,
          headers: { ...surface.headers, 'idempotency-key': `delete-${userId}` },
          body: { userIds: [userId] },
        });
        expect(results).toMatchObject([{ outcome: 'not_found' }]);
        const { users } = await server.call('listUsers', surface);
        expect(users).toEqual([]);
      }
      const byKey = { headers: asManagement };
      const body = { userId, action: 'update-user' };
      expect((await server.refused('createTicket', { ...byKey, body })).code).toBe('not_found');
      const code = { userId, code: '123456' };
      expect((await server.refused('verifyManaged', { ...byKey, body: code })).code).toBe(
        'not_found',
      );
      const deletion = { ...byKey, path: { userId } };
      expect((await server.refused('deleteUser', deletion)).code).toBe('not_found');
    }
    const after = await server.call('listAdministrators', { headers: roles.administrator.headers });
    expect(after).toEqual(before);
    for (const { headers } of Object.values(roles)) {
      await server.call('getConsoleSession', { headers });
    }
    // Nor does a ticket or a sign-up by the same login ID.
    await server.call('createTicket', {
      headers: asManagement,
      body: { loginId: 'help', action: 'update-user' },
    });
    expect(
      await server.call('listAdministrators', { headers: roles.administrator.headers }),
    ).toEqual(before);
  });

  securityRow('S62', 'support sees no link unless configured', async ({ engine }) => {
    for (const links of ['hidden', 'shown'] as const) {
      const server = await startTestServer({
        engine,
        environment: { TOTP_KIT_SUPPORT_LINKS: links },
      });
      const { support } = await startWithAll(server);
      const { userId } = (await server.signUp('ada')).confirmation.user;
      const options = { headers: support.headers, prefix: '/console' } as const;
      const { results } = await server.call('deleteTotp', {
        ...options,
        headers: { ...support.headers, 'idempotency-key': 'lost-phone' },
        body: { userIds: [userId], reason: 'lost phone' },
      });
      const isShown = links === 'shown';
      expect(results).toMatchObject([{ userId, outcome: 'deleted' }]);
      expect(JSON.stringify(results).includes('ticket')).toBe(isShown);
      const body = { userId, action: 'update-user' };
      if (isShown) {
        expect((await server.call('createTicket', { ...options, body })).url).toContain('#ticket=');
      } else {
        expect((await server.refused('createTicket', { ...options, body })).code).toBe('forbidden');
      }
      const session = await server.call('getConsoleSession', { headers: support.headers });
      expect(session.seesLinks).toBe(isShown);
    }
  });

  securityRow('S62', 'no link is given beside an authenticator in use', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const options = { headers, prefix: '/console' } as const;
    const body = { userId, action: 'update-user' };
    const problem = await server.refused('createTicket', { ...options, body });
    expect(problem).toMatchObject({ code: 'conflict' });
    expect(problem.detail).toContain('Delete their TOTP seed first');
    for (const action of ['sign-in', 'manage', 'sign-up']) {
      const other = await server.refused('createTicket', { ...options, body: { userId, action } });
      expect(other.code).toBe('invalid_request');
    }
    const byName = { loginId: 'ada', action: 'update-user' };
    expect((await server.refused('createTicket', { ...options, body: byName })).code).toBe(
      'invalid_request',
    );
    // A backend with a key links one more, as before.
    await linkByTicket(server, userId);
  });

  securityRow('S62', 'what counts most needs a fresh session', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { administrator } = await startWithAll(server);
    server.clock.advance({ seconds: 5 * 60 });
    for (const name of names) {
      const { isFreshOnly = false } = operations[name];
      const allowed = table[name];
      if (typeof allowed === 'string' || name === 'signOutOfConsole') continue;
      const response = await ask(server, name, {
        headers: administrator.headers,
        target: 'user_nobody',
      });
      const outcome = response.status === 204 ? 'accepted' : await outcomeOf(response);
      expect(outcome === 'session_not_fresh', `${name}: ${outcome}`).toBe(isFreshOnly);
    }
    await stepUpInConsole(server, administrator);
    const { headers } = administrator;
    await server.call('createAdministrator', { headers, body: { loginId: 'b', role: 'viewer' } });
  });
});
