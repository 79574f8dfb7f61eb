import type { UserPage } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { asManagement, startTestServer, type TestServer } from '../testing/test-server.ts';

const headers = asManagement;

type Query = Readonly<Record<string, string>>;

function list(server: TestServer, query: Query = {}): Promise<UserPage> {
  return server.call('listUsers', { headers, query });
}

async function namesOf(server: TestServer, query: Query): Promise<string[]> {
  return (await list(server, query)).users.map(({ loginId }) => loginId);
}

async function create(server: TestServer, loginId: string, more: object = {}): Promise<string> {
  return (await server.call('createUser', { headers, body: { loginId, ...more } })).userId;
}

describe('listing users', () => {
  it('filters, sorts and searches as the query says', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    server.clock.advance({ seconds: 30 });
    await create(server, 'bea', { name: 'Ada B.', signIn: 'ticket' });
    server.clock.advance({ seconds: 30 });
    await create(server, 'cyd', { email: 'ADA@example.com', status: 'disabled' });
    await server.signIn('ada', app);
    const all = ['ada', 'bea', 'cyd'];
    const expected: readonly (readonly [Query, readonly string[]])[] = [
      [{}, all],
      [{ query: 'ada' }, all],
      [{ query: ' ADA' }, all],
      [{ query: 'ada b' }, ['bea']],
      [{ query: ' ' }, all],
      [{ query: '\u0000' }, []],
      [{ query: 'ada', status: 'disabled' }, ['cyd']],
      [{ status: 'enabled' }, ['ada', 'bea']],
      [{ totp: 'true' }, ['ada']],
      [{ totp: 'false' }, ['bea', 'cyd']],
      [{ signIn: 'ticket' }, ['bea']],
      [{ neverSignedIn: 'true' }, ['bea', 'cyd']],
      [{ waiting: 'true' }, []],
      [{ sort: '-loginId' }, ['cyd', 'bea', 'ada']],
      [{ sort: '-createdAt' }, ['cyd', 'bea', 'ada']],
      [{ sort: '-lastSignInAt', limit: '1' }, ['ada']],
    ];
    for (const [query, names] of expected) {
      expect(await namesOf(server, query), JSON.stringify(query)).toEqual(names);
    }
  });

  it('goes on where a cursor says, in a search too', async () => {
    const server = await startTestServer();
    for (const name of ['ada', 'adb', 'zoe']) {
      await create(server, name, { name: 'Ad "quoted" \u{1F642}'.repeat(8) });
    }
    const lists: readonly Query[] = [{ query: 'ad' }, { sort: '-createdAt' }, { sort: '-loginId' }];
    for (const query of lists) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const more: Query = cursor === undefined ? {} : { cursor };
        const page = await list(server, { ...query, ...more, limit: '1' });
        seen.push(...page.users.map(({ loginId }) => loginId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(['ada', 'adb', 'zoe']);
    }
  });

  it('refuses a cursor of another list, and what is none', async () => {
    const server = await startTestServer();
    for (const name of ['ada', 'adb', 'adc']) await create(server, name);
    const { nextCursor = '' } = await list(server, { limit: '1', status: 'enabled' });
    const other: readonly Query[] = [
      {},
      { status: 'disabled' },
      { status: 'enabled', sort: '-loginId' },
      { status: 'enabled', query: 'a' },
    ];
    for (const query of other) {
      const problem = await server.refused('listUsers', {
        headers,
        query: { ...query, cursor: nextCursor },
      });
      expect(problem.code).toBe('invalid_request');
      expect(problem.detail).toContain('other filters or another order');
    }
    // Another size of the page is the same list.
    await list(server, { limit: '2', status: 'enabled', cursor: nextCursor });
    for (const place of ['[]', '[1,2]', 'null', '{"a":1}', 'x', '["\\u0000","loginId","",""]']) {
      const cursor = Buffer.from(place).toString('base64url');
      const problem = await server.refused('listUsers', { headers, query: { cursor } });
      expect(problem.errors).toMatchObject([{ field: 'query.cursor' }]);
    }
  });

  it('tells when it was so, and when each user changed last', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const path = { userId };
    const begun = server.clock.read();
    const changedAt = async () => {
      const { users, asOf } = await list(server);
      expect(asOf).toBe(new Date(server.clock.read()).toISOString());
      return Date.parse(users[0]?.changedAt ?? '') - begun;
    };
    expect(await changedAt()).toBe(0);
    server.clock.advance({ seconds: 1 });
    await server.call('endUserSessions', { headers, path });
    expect(await changedAt()).toBe(0);
    await server.call('updateUser', { headers, path, body: { phone: '1' } });
    expect(await changedAt()).toBe(1000);
    server.clock.advance({ seconds: 1 });
    await server.call('deleteTotp', {
      headers: { ...headers, 'idempotency-key': 'delete-ada-1' },
      body: { userIds: [userId] },
    });
    expect(await changedAt()).toBe(2000);
  });

  it('shows the known browsers of a user', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const path = { userId: confirmation.user.userId };
    const { browsers } = await server.call('listUserBrowsers', { headers, path });
    const createdAt = new Date(server.clock.read()).toISOString();
    expect(browsers).toMatchObject([{ createdAt }]);
    expect(JSON.stringify(browsers)).not.toContain(confirmation.browserToken);
    await server.call('forgetUserBrowsers', { headers, path });
    expect(await server.call('listUserBrowsers', { headers, path })).toEqual({ browsers: [] });
    const nobody = await server.refused('listUserBrowsers', { headers, path: { userId: 'x' } });
    expect(nobody.code).toBe('not_found');
  });
});

describe('listing events', () => {
  it('names who it was about, and who did it', async () => {
    const server = await startTestServer();
    const key = await server.call('createManagementKey', {
      headers,
      body: { name: 'Backend', scopes: ['users:write'] },
    });
    const byKey = { authorization: `Bearer ${key.key}` };
    const { userId } = await server.call('createUser', {
      headers: byKey,
      body: { loginId: 'Ada' },
    });
    const { events } = await server.call('listEvents', { headers, query: { userId } });
    expect(events).toMatchObject([
      { action: 'user.created', loginId: 'Ada', actorId: key.keyId, actorName: 'Backend' },
    ]);
  });

  it('refuses a cursor of another list', async () => {
    const server = await startTestServer();
    await server.signUp('ada');
    const { nextCursor = '' } = await server.call('listEvents', { headers, query: { limit: '1' } });
    const query = { cursor: nextCursor, action: 'user.created' };
    const problem = await server.refused('listEvents', { headers, query });
    expect(problem.detail).toContain('other filters or another order');
  });
});
