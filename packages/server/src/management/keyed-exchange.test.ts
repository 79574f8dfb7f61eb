import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createManagementClient, TotpError, type ManagementClient } from '../management.ts';

const managementKey = 'tkm_0123456789abcdefghijklmnopqrstuvwxyz';

/** A client of something that answers as the test says, and what it was asked. */
function start(answer: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const client = createManagementClient({
    server: 'https://auth.example',
    managementKey,
    fetch: async (url) => {
      asked.push(url);
      return answer();
    },
  });
  return { client, asked };
}

const withStatus =
  (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  () =>
    new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

async function refusalOf(answer: Promise<unknown>): Promise<TotpError> {
  const error: unknown = await answer.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof TotpError) return error;
  throw error;
}

describe('the management key', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['a refusal', withStatus(400, { code: 'invalid_request', detail: managementKey })],
    [
      'the faults of a refusal',
      withStatus(400, {
        code: 'invalid_request',
        requestId: managementKey,
        errors: [{ field: managementKey, message: managementKey }],
      }),
    ],
    [
      'a redirect',
      withStatus(307, undefined, { location: `/${managementKey}?k=${managementKey}` }),
    ],
    [
      'an error of fetch',
      () => Promise.reject(new Error(managementKey, { cause: new Error(managementKey) })),
    ],
    [
      'the request that hangs on such an error',
      () => {
        const request = { headers: { Authorization: `Bearer ${managementKey}` } };
        return Promise.reject(Object.assign(new Error('no'), { request, config: { request } }));
      },
    ],
  ])('is not in what a log shows of %s', async (_what, answer) => {
    const error = await refusalOf(start(answer).client.createUser({ loginId: 'ada' }));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(managementKey);
    expect(JSON.stringify(error)).not.toContain(managementKey);
  });

  it('is all that is missing: why there was no answer is said', async () => {
    const reason = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { client } = start(() =>
      Promise.reject(new TypeError('fetch failed', { cause: reason })),
    );
    const { cause } = await refusalOf(client.createUser({ loginId: 'ada' }));
    expect(cause).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { message: 'connect', code: 'ECONNREFUSED' },
    });
  });
});

describe('an answer', () => {
  it.each<[string, (client: ManagementClient) => Promise<unknown>, () => Response]>([
    ['of nothing to a deletion', (client) => client.deleteUser('user_1'), withStatus(200)],
    ['of a page to a deletion', (client) => client.deleteUser('user_1'), withStatus(200, {})],
    ['of 202 to a revocation', (client) => client.revokeKey('key_1'), withStatus(202)],
    ['of 205 to a sign-out', (client) => client.endSessions('user_1'), withStatus(205)],
    ['of 204 to a question', (client) => client.getUser('user_1'), withStatus(204)],
    ['that is a list', (client) => client.listKeys(), withStatus(200, [])],
    ['that is text', (client) => client.listKeys(), withStatus(200, 'keys')],
    ['that only inherits', (client) => client.listKeys(), withStatus(200, {})],
  ])('%s is not taken for one of a server', async (_what, ask, answer) => {
    const error = await refusalOf(ask(start(answer).client));
    expect(error.code).toBe('server_unrecognized');
  });

  it.each([null, {}, { userId: '' }, { userId: 7 }, 'ada', []])(
    'to a code that has the user %j lets nobody in',
    async (user) => {
      const { client } = start(withStatus(200, { user }));
      const answer = client.verifyForManagement({ loginId: 'ada', code: '123456' });
      expect((await refusalOf(answer)).code).toBe('server_unrecognized');
    },
  );

  it.each([{}, [null], 'x', [{ field: 'a' }], null])(
    'with errors of %j is a refusal all the same',
    async (errors) => {
      const { client } = start(
        withStatus(400, { code: 'conflict', detail: 'No.', errors, retryAfter: 'x' }),
      );
      const error = await refusalOf(client.createUser({ loginId: 'ada' }));
      expect(error).toMatchObject({ code: 'conflict', message: 'No.', faults: [] });
      expect(error.retryAfterSeconds).toBeUndefined();
    },
  );

  it('names where a redirect leads, and nothing that stands behind it', async () => {
    const location = 'https://other.example/login?next=secret#x';
    const { client } = start(withStatus(302, undefined, { location }));
    const { message } = await refusalOf(client.createUser({ loginId: 'ada' }));
    expect(message).toContain('redirects to https://other.example/login,');
  });
});

describe('what cannot be sent', () => {
  const ids = ['..', '.', '', 'a/b', 'a%2f', 'a b', '\ud800', undefined, null, 7, ['user_1']];

  it.each(ids)('is the ID %j', async (id) => {
    const { client, asked } = start(withStatus(204));
    const userId = id as string;
    const calls = [
      () => client.getUser(userId),
      () => client.updateUser(userId, {}),
      () => client.deleteUser(userId),
      () => client.listSessions(userId),
      () => client.endSessions(userId),
      () => client.listBrowsers(userId),
      () => client.forgetBrowsers(userId),
      () => client.endWaiting(userId),
      () => client.revokeKey(userId),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(/ID has only letters/);
    expect(asked).toEqual([]);
  });

  it.each([
    undefined,
    '',
    'short',
    'x'.repeat(129),
    'line\r\nbreak',
    'with space',
    'ünsichtbar',
    12345678,
  ])('is the idempotency key %j', async (key) => {
    const { client, asked } = start(withStatus(200, { results: [] }));
    const request = { userIds: ['user_1'], idempotencyKey: key as string };
    await expect(client.deleteTotp(request)).rejects.toThrow(/needs an idempotencyKey of 8 to 128/);
    expect(asked).toEqual([]);
  });

  it('is what is no JSON, and that is not blamed on the network', async () => {
    const { client, asked } = start(withStatus(201, {}));
    const body: Record<string, unknown> = { loginId: 'ada' };
    body['self'] = body;
    const order = body as unknown as { loginId: string };
    await expect(client.createUser(order)).rejects.toThrow(/circular/);
    expect(asked).toEqual([]);
  });
});
