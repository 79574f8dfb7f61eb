import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { managementOperations } from '@totp-kit/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createManagementClient,
  TotpError,
  type ManagementClient,
  type ManagementClientOptions,
} from './management.ts';
import { AuthenticatorApp } from './testing/authenticator-app.ts';
import { managementKey, ownOrigin, startTestServer } from './testing/test-server.ts';

/** A real server, and a client whose requests are noted. */
async function start() {
  const server = await startTestServer({ isListening: true });
  const asked: string[] = [];
  const client = createManagementClient({
    server: ownOrigin,
    managementKey,
    fetch: (url, init) => {
      const { pathname, search } = new URL(url);
      asked.push(`${init.method?.toLowerCase() ?? ''} ${pathname}`);
      return server.fetch(`${pathname}${search}`, init);
    },
  });
  return { server, client, asked };
}

/** Something on a socket that is no totp-kit server, until the test is over. */
async function startOther(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly requests: () => number }> {
  let count = 0;
  const other = createServer((request, response) => {
    count += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    other.close();
    other.closeAllConnections();
  });
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, requests: () => count };
}

async function refusalOf(answer: Promise<unknown>): Promise<TotpError> {
  const error: unknown = await answer.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof TotpError) return error;
  throw error;
}

describe('the management client', () => {
  it('does all there is to do', async () => {
    const { server, client, asked } = await start();
    const { userId } = await client.createUser({ loginId: 'ada', signIn: 'ticket' });
    await client.updateUser(userId, { name: 'Ada' });
    expect(await client.getUser(userId)).toMatchObject({ loginId: 'ada', name: 'Ada' });
    expect((await client.listUsers({ query: 'ad', limit: 5 })).users).toHaveLength(1);

    const { ticket } = await client.createTicket({ userId, action: 'update-user' });
    const enrollment = await server.call('startEnrollment', {
      body: { action: 'update-user' },
      headers: { authorization: `Ticket ${ticket}` },
    });
    const app = new AuthenticatorApp(enrollment.provisioningUrl);
    await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(server.clock.read()) },
    });
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    expect(await client.verifyForManagement({ userId, code })).toMatchObject({ loginId: 'ada' });

    expect(await client.listSessions(userId)).toEqual([]);
    await client.endSessions(userId);
    expect(await client.listBrowsers(userId)).toEqual([]);
    await client.forgetBrowsers(userId);
    await client.endWaiting(userId);

    const deletion = { userIds: [userId], idempotencyKey: 'ticket-4711' };
    const [deleted] = await client.deleteTotp(deletion);
    expect(deleted).toMatchObject({ userId, outcome: 'deleted' });
    expect(deleted?.url).toContain(ownOrigin);
    const [again] = await client.deleteTotp(deletion);
    expect(again).toEqual({ userId, outcome: 'deleted' });

    const { events } = await client.listEvents({ userId, action: 'totp.deleted' });
    expect(events).toHaveLength(1);
    expect((await client.statistics()).users.total).toBe(1);
    const { keyId, key } = await client.createKey({ name: 'shop', scopes: ['verify'] });
    expect(key).toMatch(/./);
    expect((await client.listKeys()).map((one) => one.keyId)).toContain(keyId);
    await client.revokeKey(keyId);
    await client.deleteUser(userId);

    const operations = Object.values(managementOperations).map(({ method, path }) =>
      `${method} ${path}`.replace('{userId}', userId).replace('{keyId}', keyId),
    );
    expect([...new Set(asked)].sort()).toEqual(operations.sort());
  });

  it('says why the server refuses, and which request it was', async () => {
    const { client } = await start();
    const missing = await refusalOf(client.getUser('user_nobody'));
    expect(missing.code).toBe('not_found');
    expect(missing.requestId).toMatch(/^req_/);
    const { userId } = await client.createUser({ loginId: 'bea' });
    const unarmed = await refusalOf(client.verifyForManagement({ userId, code: '123456' }));
    expect(unarmed.code).toBe('no_authenticator');
    const malformed = await refusalOf(client.createUser({ loginId: '' }));
    expect(malformed.code).toBe('invalid_request');
    expect(malformed.faults.map(({ field }) => field)).toEqual(['loginId']);
    expect(malformed.message).toContain('loginId');
  });

  it('says how long to wait', async () => {
    const { server, client } = await start();
    const { app, confirmation } = await server.signUp('ada');
    const wrong = app.wrongCodeAt(server.clock.read());
    const { userId } = confirmation.user;
    for (let count = 0; count < 5; count += 1) {
      const error = await refusalOf(client.verifyForManagement({ userId, code: wrong }));
      expect(error.code).toBe('invalid_code');
    }
    const stopped = await refusalOf(client.verifyForManagement({ userId, code: wrong }));
    expect(stopped.code).toBe('too_many_attempts');
    expect(stopped.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('asks below the path of its server', async () => {
    const asked: string[] = [];
    for (const server of ['https://shop.example/auth', new URL('https://shop.example/auth/')]) {
      const client = createManagementClient({
        server,
        managementKey,
        fetch: (url) => {
          asked.push(url);
          return Promise.resolve(new Response(null, { status: 204 }));
        },
      });
      await client.deleteUser('user_1');
    }
    const expected = 'https://shop.example/auth/api/v1/manage/users/user_1';
    expect(asked).toEqual([expected, expected]);
  });
});

describe('the management key', () => {
  const server = 'https://auth.example';
  const withKey = (key: unknown) => () =>
    createManagementClient({ server, managementKey: key as string });

  it('that is missing is a programmer’s mistake, and how to get one is said', () => {
    for (const none of [undefined, '', null]) {
      expect(withKey(none)).toThrow(TypeError);
      expect(withKey(none)).toThrow(/management-key create.+TOTP_KIT_MANAGEMENT_KEY/);
    }
    const nothing = undefined as unknown as ManagementClientOptions;
    expect(() => createManagementClient(nothing)).toThrow(TypeError);
  });

  it('with a line break behind it is refused without being shown', () => {
    const broken = withKey(`${managementKey}\n`);
    expect(broken).toThrow(/line break.+\.trim\(\)/);
    expect(broken).not.toThrow(managementKey);
  });

  it('goes to no other machine over http unless that is allowed', () => {
    const over = (url: string, allowHttp?: boolean) => () =>
      createManagementClient({ server: url, managementKey, allowHttp });
    for (const url of ['http://auth.example', 'http://127.0.0.1.example', 'http://10.0.0.1']) {
      expect(over(url)).toThrow(/everybody on the way to read/);
    }
    const loopbacks = [
      'http://localhost:8787',
      'http://127.0.0.1:1',
      'http://[::1]:1',
      'http://a.localhost',
    ];
    for (const url of loopbacks) expect(over(url)).not.toThrow();
    expect(over('http://totp-kit:8787', true)).not.toThrow();
  });

  it.each(['', 'auth.example', 'ftp://a.example', 'https://a:b@c.example', 'https://a.example?x'])(
    'is not sent to %j',
    (url) => {
      expect(() => createManagementClient({ server: url, managementKey })).toThrow(/needs server/);
    },
  );

  it('follows no redirect', async () => {
    const thief = await startOther((_request, response) => response.end('{}'));
    const front = await startOther((_request, response) => {
      response.writeHead(308, { location: thief.url }).end();
    });
    const client = createManagementClient({ server: front.url, managementKey });
    const error = await refusalOf(client.listUsers());
    expect(error.code).toBe('server_unrecognized');
    expect(error.message).toContain(`redirects to ${thief.url}`);
    expect(thief.requests()).toBe(0);
  });

  it('stands in no error and in no picture of the client', async () => {
    const page = await startOther((_request, response) => response.end('<h1>Hello</h1>'));
    const gone = await startOther((request) => request.socket.destroy());
    const refusing = await startTestServer({ environment: { TOTP_KIT_MANAGEMENT_KEY: undefined } });
    const clients = [
      createManagementClient({ server: page.url, managementKey }),
      createManagementClient({ server: gone.url, managementKey }),
      createManagementClient({
        server: ownOrigin,
        managementKey,
        fetch: (url, init) => refusing.fetch(new URL(url).pathname, init),
      }),
    ];
    const codes: string[] = [];
    for (const client of clients) {
      const error = await refusalOf(client.createUser({ loginId: 'ada' }));
      codes.push(error.code);
      const shown = inspect([client, error], { depth: 10, showHidden: true });
      expect(shown).not.toContain(managementKey);
      expect(JSON.stringify([client, error])).not.toContain(managementKey);
    }
    expect(codes).toEqual(['server_unrecognized', 'server_unreachable', 'unauthenticated']);
  });
});

describe('a request without an answer', () => {
  /** Hangs up on the first request, and gives the second an empty list. */
  async function startFlaky() {
    let isFirst = true;
    const flaky = await startOther((request, response) => {
      if (isFirst) request.socket.destroy();
      else response.end('{"keys": []}');
      isFirst = false;
    });
    return { ...flaky, client: createManagementClient({ server: flaky.url, managementKey }) };
  }

  it('is sent again when it only reads', async () => {
    const { client, requests } = await startFlaky();
    expect(await client.listKeys()).toEqual([]);
    expect(requests()).toBe(2);
  });

  it.each<[string, (client: ManagementClient) => Promise<unknown>]>([
    ['makes a user', (client) => client.createUser({ loginId: 'ada' })],
    [
      'deletes authenticators, whose links only the first answer has',
      (client) => client.deleteTotp({ userIds: ['user_1'], idempotencyKey: 'ticket-4711' }),
    ],
  ])('is never sent again when it %s', async (_what, ask) => {
    const { client, requests } = await startFlaky();
    const error = await refusalOf(ask(client));
    expect(error.code).toBe('server_unreachable');
    expect(error.message).toMatch(/could not be reached/);
    expect(requests()).toBe(1);
  });

  it('is sent twice at most, and a proxy that answers for the server is named', async () => {
    const proxy = await startOther((_request, response) => {
      response.writeHead(502).end('<h1>Bad Gateway</h1>');
    });
    const client = createManagementClient({ server: proxy.url, managementKey });
    const error = await refusalOf(client.listUsers());
    expect(error).toMatchObject({ code: 'server_unreachable' });
    expect(error.message).toMatch(/proxy in front of .+ answers 502/);
    expect(proxy.requests()).toBe(2);
  });

  it('ends in the time that is set', async () => {
    const silent = await startOther(() => undefined);
    const client = createManagementClient({ server: silent.url, managementKey, timeoutMs: 50 });
    const error = await refusalOf(client.listUsers());
    expect(error).toMatchObject({ code: 'server_timeout' });
    expect(error.message).toMatch(/has not answered within 0.05 seconds/);
    expect(silent.requests()).toBe(1);
  });

  it('ends in that time even when a fetch of the site’s own does not', async () => {
    const client = createManagementClient({
      server: 'https://auth.example',
      managementKey,
      timeoutMs: 50,
      fetch: () => new Promise(() => undefined),
    });
    expect(await refusalOf(client.listUsers())).toMatchObject({ code: 'server_timeout' });
  });

  const limits = [0, -1, 0.5, NaN, Infinity, 2 ** 31, 1e12, '5' as unknown as number];
  it.each(limits)('has no time limit of %s', (timeoutMs) => {
    const options = { server: 'https://auth.example', managementKey, timeoutMs };
    expect(() => createManagementClient(options)).toThrow(/timeoutMs/);
  });
});
