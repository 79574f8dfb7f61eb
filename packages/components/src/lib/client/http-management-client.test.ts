import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { FakeClock } from '../testing/fake-clock.ts';
import { HttpManagementClient } from './http-management-client.ts';

const server = new URL('https://auth.example/console/');
const manage = 'https://auth.example/console/api/v1/manage';

interface Asked {
  readonly request: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A server that gives every request the same answer. */
function prepare(answer: Response) {
  const asked: Asked[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    asked.push({
      request: `${init?.method ?? 'GET'} ${new Request(input).url}`,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    return answer;
  };
  const client = new HttpManagementClient({
    server,
    origin: server.origin,
    clock: new FakeClock(),
    fetch: fakeFetch,
  });
  return { asked, client };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

const nothing = (): Response => new Response(null, { status: 204 });

describe('HttpManagementClient', () => {
  it('asks below the path of its server, and leaves out what is not said', async () => {
    const page = { users: [], total: 0, totalIsExact: true, asOf: '2026-03-01T12:00:00.000Z' };
    const { asked, client } = prepare(json(page));
    const query = { query: 'ada & co', status: undefined, totp: 'true', limit: 50 } as const;
    expect(await client.listUsers(query)).to.deep.equal(page);
    expect(asked.map(({ request }) => request)).to.deep.equal([
      `GET ${manage}/users?query=ada%20%26%20co&totp=true&limit=50`,
    ]);
  });

  it('names users in paths, and asks for none that would make another path', async () => {
    const { asked, client } = prepare(nothing());
    const error: unknown = await client.deleteUser('a/../b').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
    await client.deleteUser('user-1', { unchangedSince: '2026-03-01T12:00:00.000Z' });
    expect(asked.map(({ request }) => request)).to.deep.equal([
      `DELETE ${manage}/users/user-1?unchangedSince=2026-03-01T12%3A00%3A00.000Z`,
    ]);
  });

  it('changes a user', async () => {
    const user = { userId: 'user-1' };
    const { asked, client } = prepare(json(user));
    expect(await client.updateUser('user-1', { status: 'disabled' })).to.deep.equal(user);
    expect(asked[0]).to.deep.include({
      request: `PATCH ${manage}/users/user-1`,
      body: { status: 'disabled' },
    });
  });

  it('sends the idempotency key as a header, and nothing that would say who asks', async () => {
    const results = [{ userId: 'user-1', outcome: 'deleted' }];
    const { asked, client } = prepare(json({ results }));
    const request = { idempotencyKey: 'deletion-1', userIds: ['user-1'], reason: 'lost' };
    expect(await client.deleteTotp(request)).to.deep.equal(results);
    expect(asked).to.deep.equal([
      {
        request: `POST ${manage}/totp-deletions`,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'idempotency-key': 'deletion-1',
        },
        body: { userIds: ['user-1'], reason: 'lost' },
      },
    ]);
  });

  it('ends sessions, browsers and waiting times, and revokes keys', async () => {
    const ends = [
      ['endSessions', 'users/one/sessions'],
      ['forgetBrowsers', 'users/one/browsers'],
      ['endWaiting', 'users/one/waiting'],
      ['revokeKey', 'keys/one'],
    ] as const;
    for (const [method, path] of ends) {
      const { asked, client } = prepare(nothing());
      await client[method]('one');
      expect(asked.map(({ request }) => request)).to.deep.equal([`DELETE ${manage}/${path}`]);
    }
  });

  it('takes lists out of their answers', async () => {
    expect(await prepare(json({ sessions: [1] })).client.listSessions('one')).to.deep.equal([1]);
    expect(await prepare(json({ browsers: [2] })).client.listBrowsers('one')).to.deep.equal([2]);
    expect(await prepare(json({ keys: [3] })).client.listKeys()).to.deep.equal([3]);
  });

  it('rejects with the error of a problem document', async () => {
    const problem = { code: 'session_not_fresh', detail: 'Verify a code.', requestId: 'request-1' };
    const { client } = prepare(json(problem, 403));
    const error: unknown = await client
      .createTicket({ userId: 'one', action: 'update-user' })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TotpError);
    expect(error).to.include({ code: 'session_not_fresh', requestId: 'request-1' });
  });

  it('rejects what is no answer of a management API', async () => {
    const { client } = prepare(json({ hello: 'world' }));
    const error: unknown = await client.listUsers().catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'server_unrecognized' });
  });
});
