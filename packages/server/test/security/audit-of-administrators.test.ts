import {
  consoleOperations,
  managementOperations,
  type AuditEvent,
  type ConsoleRole,
  type Operation,
} from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { json } from '../../src/testing/attempts.ts';
import {
  fromConsolePage,
  enrollInConsole,
  invitationOf,
  makeAdministrator,
  makeFirstAdministrator,
  signInToConsole,
  stepUpInConsole,
} from '../../src/testing/console.ts';
import { fromAddress } from '../../src/testing/from-address.ts';
import { asSession } from '../../src/testing/linking.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const prefix = '/console' as const;
const desk = '198.51.100.7';

const readAll = (server: TestServer) =>
  runSql(server.databaseUrl, 'SELECT * FROM events ORDER BY sequence');

/** Bodies of everything that changes something. */
const bodies: Readonly<Record<string, (target: string) => object>> = {
  createUser: () => ({ loginId: 'grace' }),
  updateUser: () => ({ status: 'disabled' }),
  deleteTotp: (userId) => ({ userIds: [userId], reason: 'lost phone' }),
  createTicket: (userId) => ({ userId, action: 'update-user' }),
  createManagementKey: () => ({ name: 'backend', scopes: ['users:read'] }),
  verifyManaged: (userId) => ({ userId, code: '123456' }),
  createAdministrator: () => ({ loginId: 'new', role: 'viewer' }),
  updateAdministrator: () => ({ role: 'viewer' }),
  verifyAdministrator: () => ({ loginId: 'root', code: '123456' }),
  startAdministratorEnrollment: () => ({ action: 'update-user' }),
  confirmAdministratorEnrollment: () => ({ code: '123456' }),
};

describe('what administrators do', () => {
  securityRow('S57', 'is recorded: who, whom, why, from where', async ({ engine }) => {
    const plain = await startTestServer({ engine, isListening: true });
    const server = fromAddress(plain, desk);
    const { userId } = (await plain.signUp('ada')).confirmation.user;
    const root = await makeFirstAdministrator(server);
    const { headers } = root;
    const bob = await makeAdministrator(server, root, { loginId: 'bob', role: 'viewer' });
    const path = { administratorId: bob.administratorId };
    const ofUser = { prefix, headers, path: { userId } } as const;

    await server.call('updateUser', { ...ofUser, body: { status: 'disabled' } });
    await server.call('updateUser', { ...ofUser, body: { status: 'enabled', name: 'Ada' } });
    await server.call('endUserSessions', ofUser);
    await server.call('forgetUserBrowsers', ofUser);
    await server.call('endUserWaiting', ofUser);
    await server.call('deleteTotp', {
      prefix,
      headers: { ...headers, 'idempotency-key': 'lost-phone' },
      body: { userIds: [userId], reason: 'lost phone' },
    });
    const newTicket = { userId, action: 'update-user' };
    await server.call('createTicket', { prefix, headers, body: newTicket });
    await server.call('createUser', { prefix, headers, body: { loginId: 'grace' } });
    const key = { name: 'backend', scopes: ['users:read'] };
    const { keyId } = await server.call('createManagementKey', { prefix, headers, body: key });
    await server.call('revokeManagementKey', { prefix, headers, path: { keyId } });
    await server.call('updateAdministrator', { headers, path, body: { role: 'support' } });
    const { url } = await server.call('resetAdministrator', { headers, path });
    const again = await enrollInConsole(server, invitationOf(url));
    await server.call('signOutOfConsole', { headers: again.headers });
    const wrong = json({ loginId: 'bob', code: '000000' }, fromConsolePage);
    await server.fetch('/console/api/v1/verifications', wrong);
    await signInToConsole(server, again);
    await stepUpInConsole(server, root);
    await server.call('removeAdministrator', { headers, path });
    await server.call('deleteUser', ofUser);

    const { events } = await server.call('listEvents', {
      prefix,
      headers,
      query: { limit: '200' },
    });
    const byRoot = {
      actor: 'administrator',
      actorId: root.administratorId,
      actorName: 'root',
    } as const;
    const about = { userId: bob.administratorId };
    const expected: readonly Partial<AuditEvent>[] = [
      { ...byRoot, action: 'user.disabled', userId },
      { ...byRoot, action: 'user.enabled', userId },
      { ...byRoot, action: 'user.updated', userId },
      { ...byRoot, action: 'session.ended', userId, reason: 'everywhere' },
      { ...byRoot, action: 'browser.forgotten', userId },
      { ...byRoot, action: 'user.waiting_ended', userId, reason: 'stop' },
      { ...byRoot, action: 'totp.deleted', userId, reason: 'lost phone' },
      { ...byRoot, action: 'ticket.created', userId },
      { ...byRoot, action: 'user.created', loginId: 'grace' },
      { ...byRoot, action: 'management_key.created', reason: 'backend' },
      { ...byRoot, action: 'management_key.revoked', reason: keyId },
      { action: 'administrator.created', userId: root.administratorId, reason: 'administrator' },
      { action: 'administrator.enrolled', userId: root.administratorId },
      { ...byRoot, action: 'administrator.created', ...about, reason: 'viewer' },
      { action: 'administrator.enrolled', ...about },
      { ...byRoot, action: 'administrator.role_changed', ...about, reason: 'support' },
      { ...byRoot, action: 'administrator.reset', ...about },
      { action: 'console.signed_out', ...about, actorId: bob.administratorId },
      { action: 'console.failed', ...about, actor: 'anonymous' },
      { action: 'console.signed_in', ...about },
      { ...byRoot, action: 'console.verified', userId: root.administratorId },
      { ...byRoot, action: 'administrator.removed', ...about, reason: 'bob' },
      { ...byRoot, action: 'user.deleted', userId },
    ];
    for (const event of expected) {
      const found = events.find((one) =>
        Object.entries(event).every(([name, value]) => one[name as keyof AuditEvent] === value),
      );
      expect(found, JSON.stringify(event)).toBeDefined();
      expect(found?.clientAddress, JSON.stringify(event)).toBe(desk);
      expect(found?.requestId, JSON.stringify(event)).toMatch(/^req_/);
    }
  });

  securityRow('S57', 'changes and deletes no event, by any request of any role', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const root = await makeFirstAdministrator(server);
    const roles: Record<ConsoleRole, Readonly<Record<string, string>>> = {
      viewer: (await makeAdministrator(server, root, { loginId: 'look', role: 'viewer' })).headers,
      support: (await makeAdministrator(server, root, { loginId: 'help', role: 'support' }))
        .headers,
      administrator: root.headers,
    };
    const callers = [
      { prefix: '', headers: asManagement as Readonly<Record<string, string>> },
      ...Object.values(roles).map((headers) => ({ prefix: '/console', headers })),
    ];
    const operations: Readonly<Record<string, Operation>> = {
      ...managementOperations,
      ...consoleOperations,
    };
    const last = ['signOutOfConsole', 'deleteUser', 'removeAdministrator'];
    const changes = Object.entries(operations)
      .filter(([name, { method }]) => method !== 'get' && !last.includes(name))
      .concat(Object.entries(operations).filter(([name]) => last.slice(1).includes(name)));
    let requests = 0;
    for (const [index, caller] of callers.entries()) {
      const { userId } = (await server.signUp(`ada ${index}`)).confirmation.user;
      const spare = { loginId: `spare ${index}`, role: 'viewer' } as const;
      const { administratorId } = await makeAdministrator(server, root, spare);
      for (const [name, operation] of changes) {
        for (const target of [userId, administratorId]) {
          const before = await readAll(server);
          const path = operation.path.replace(/\{\w+\}/g, target);
          const body = bodies[name]?.(target);
          const headers = { ...caller.headers, 'idempotency-key': `${name}-${requests}` };
          const request = body === undefined ? { headers } : json(body, headers);
          const url = path.startsWith('/console') ? path : `${caller.prefix}${path}`;
          await server.fetch(url, { ...request, method: operation.method.toUpperCase() });
          const after = await readAll(server);
          expect(after.slice(0, before.length), `${caller.prefix} ${name}`).toEqual(before);
          requests += 1;
        }
      }
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        for (const path of ['/api/v1/manage/events', '/api/v1/manage/events/event_1']) {
          const request = { method, headers: caller.headers };
          const response = await server.fetch(`${caller.prefix}${path}`, request);
          expect([404, 405], `${method} ${path}`).toContain(response.status);
        }
      }
    }
    expect(requests).toBeGreaterThan(140);
    const kept = await readAll(server);
    await server.fetch('/console/api/v1/session', { method: 'DELETE', headers: root.headers });
    expect((await readAll(server)).slice(0, kept.length)).toEqual(kept);
    const recorded = JSON.stringify(kept);
    for (const action of ['user.deleted', 'totp.deleted', 'administrator.removed', 'ticket.']) {
      expect(recorded).toContain(action);
    }
  });

  securityRow('S57', 'makes no second line, in the console as by key', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const { confirmation } = await server.signUp('ada');
    const session = asSession(confirmation.session);
    const { userId } = confirmation.user;
    const { authenticators } = await server.call('listOwnAuthenticators', { headers: session });
    const path = { authenticatorId: authenticators[0]?.authenticatorId ?? '' };
    const before = await readAll(server);
    for (const line of ['\n', '\r', '\u0000', '\u0085', '\u2028', '\u2029', '\u001b[2K']) {
      const text = `lost${line}{"action":"user.deleted"}`;
      const scopes = ['users:read'];
      const refusals = [
        await server.refused('createAdministrator', {
          headers,
          body: { loginId: text, role: 'viewer' },
        }),
        await server.refused('createManagementKey', {
          prefix,
          headers,
          body: { name: text, scopes },
        }),
        await server.refused('deleteTotp', {
          prefix,
          headers: { ...headers, 'idempotency-key': 'lost-phone' },
          body: { userIds: [userId], reason: text },
        }),
        await server.refused('updateUser', {
          prefix,
          headers,
          path: { userId },
          body: { name: text },
        }),
        await server.refused('createUser', { prefix, headers, body: { loginId: text } }),
        await server.refused('verifyAdministrator', {
          headers: fromConsolePage,
          body: { loginId: text, code: '123456' },
        }),
        await server.refused('renameOwnAuthenticator', {
          headers: session,
          path,
          body: { label: text },
        }),
        await server.refused('startEnrollment', {
          headers: session,
          body: { action: 'update-user', label: text },
        }),
      ];
      for (const { code } of refusals) expect(code, JSON.stringify(line)).toBe('invalid_request');
    }
    expect(await readAll(server)).toEqual(before);
  });
});
