import { operations, scopes, type Operation, type Scope } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { asBearer } from '../../src/testing/credentials.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import {
  asManagement,
  managementKey,
  startTestServer,
  type TestServer,
} from '../../src/testing/test-server.ts';

type OperationName = keyof typeof operations;
type Headers = Readonly<Record<string, string>>;

/** Every operation of the management side. */
const managed = (Object.keys(operations) as OperationName[]).filter((name) =>
  operations[name].path.startsWith('/api/v1/manage/'),
);

/** A body that each operation takes, so that nothing but the key can be wrong. */
const bodies: Partial<Record<OperationName, unknown>> = {
  createUser: { loginId: 'grace' },
  updateUser: { name: 'Ada' },
  deleteTotp: { userIds: ['user_1'] },
  createTicket: { loginId: 'grace', action: 'update-user' },
  verifyManaged: { loginId: 'grace', code: '123456' },
  createManagementKey: { name: 'new', scopes: ['keys:write'] },
};

function refusedFor(server: TestServer, name: OperationName, headers: Headers) {
  return server.refused(name, {
    path: { userId: 'user_1', keyId: 'key_1' },
    headers: { ...headers, 'idempotency-key': 'idempotency-1' },
    ...(name in bodies && { body: bodies[name] }),
  });
}

function createKey(server: TestServer, name: string, given: readonly Scope[]) {
  return server.call('createManagementKey', {
    body: { name, scopes: given },
    headers: asManagement,
  });
}

describe('a management key', () => {
  securityRow('S37', 'without an operation’s scope it is forbidden, with it not', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const scopesOfOperations = new Set(managed.map((name) => scopeOf(name)));
    expect(scopesOfOperations).toEqual(new Set(scopes));
    for (const name of managed) {
      const scope = scopeOf(name);
      const lacking = scopes.filter((other) => other !== scope);
      const { key } = await createKey(server, `all but ${scope}`, lacking);
      const problem = await refusedFor(server, name, asBearer(key));
      expect(problem, name).toMatchObject({ status: 403, code: 'forbidden' });
    }
    const { events } = await server.call('listEvents', {
      query: { action: 'user.created' },
      headers: asManagement,
    });
    expect(events).toEqual([]);
    const { keys } = await server.call('listManagementKeys', { headers: asManagement });
    expect(keys).toHaveLength(managed.length);
    expect(new Set(keys.map(({ name }) => name.slice(0, 8)))).toEqual(new Set(['all but ']));
  });

  securityRow('S37', 'with its one scope it does just what has that scope', async ({ engine }) => {
    const server = await startTestServer({ engine });
    for (const scope of scopes) {
      const { key } = await createKey(server, scope, [scope]);
      for (const name of managed) {
        const response = await send(server, name, asBearer(key));
        const isAllowed = response.status !== 403 && response.status !== 401;
        expect(isAllowed, `${name} with ${scope}`).toBe(scopeOf(name) === scope);
      }
    }
  });

  securityRow('S37', 'empty, cut, changed or revoked it is no key', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { key, keyId } = await createKey(server, 'backend', [...scopes]);
    await server.call('listUsers', { headers: asBearer(key) });
    await server.call('revokeManagementKey', { path: { keyId }, headers: asManagement });
    const { key: other } = await createKey(server, 'other', [...scopes]);
    const authorizations = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Bearer undefined',
      'Bearer totpkit_',
      `Bearer ${key}`,
      `Bearer ${other.slice(0, -1)}`,
      `Bearer ${other}A`,
      `Bearer ${other.toUpperCase()}`,
      `Bearer ${managementKey.slice(0, -1)}`,
      `Bearer ${managementKey}x`,
      `Bearer ${other}, Bearer ${other}`,
      `Bearer  ${other}`,
      `Ticket ${other}`,
      `Basic ${Buffer.from(`${other}:`).toString('base64')}`,
      other,
      `Bearer ${keyId}`,
    ];
    for (const authorization of authorizations) {
      for (const name of managed) {
        const headers: Headers = authorization === undefined ? {} : { authorization };
        const problem = await refusedFor(server, name, headers);
        expect(problem.code, `${name} with ${authorization ?? 'nothing'}`).toBe('unauthenticated');
      }
    }
    await server.call('listUsers', { headers: asBearer(other) });
  });

  securityRow('S37', 'gives only scopes that it has', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { key } = await createKey(server, 'small', ['keys:write', 'users:read']);
    const headers = asBearer(key);
    for (const scope of scopes) {
      const body = { name: 'more', scopes: ['users:read', scope] };
      if (scope === 'users:read' || scope === 'keys:write') {
        await server.call('createManagementKey', { body, headers });
      } else {
        const problem = await server.refused('createManagementKey', { body, headers });
        expect(problem.code, scope).toBe('forbidden');
      }
    }
  });

  securityRow('S37', 'is shown once, and stored only as its hash', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { key, keyId } = await createKey(server, 'backend', ['users:read']);
    await server.call('listUsers', { headers: asBearer(key) });
    for (const path of ['/api/v1/manage/keys', '/api/v1/manage/events']) {
      const text = await (await server.fetch(path, { headers: asManagement })).text();
      expect(text).not.toContain(key);
      expect(text).toContain(path.endsWith('keys') ? keyId : 'management_key.created');
    }
  });
});

function scopeOf(name: OperationName): Scope {
  const { scope }: Operation = operations[name];
  if (scope === undefined) throw new Error(`${name} needs a scope`);
  return scope;
}

/** Like `refusedFor`, for an answer of whatever kind; IDs are of nobody, so nothing is changed. */
function send(server: TestServer, name: OperationName, headers: Headers): Promise<Response> {
  const operation: Operation = operations[name];
  const path = operation.path.replace(/\{\w+\}/g, 'nobody_1');
  const method = operation.method.toUpperCase();
  const json = { 'content-type': 'application/json', 'idempotency-key': 'idempotency-1' };
  const body = name in bodies ? { body: JSON.stringify(bodies[name]) } : {};
  return server.fetch(path, { method, headers: { ...json, ...headers }, ...body });
}
