import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { HttpConsoleClient } from './http-console-client.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string | null;
}

const server = new URL('https://auth.example/console/');

/** A client whose network always gives one answer. */
function prepare(status: number, answer?: object) {
  const asked: Asked[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    const { url } = new Request(input);
    asked.push({
      method: init?.method ?? 'GET',
      path: url.slice(server.href.length),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      authorization: new Headers(init?.headers).get('Authorization'),
    });
    return new Response(answer ? JSON.stringify(answer) : null, { status });
  };
  const client = new HttpConsoleClient({ server, origin: server.origin, fetch: fakeFetch });
  return { asked, client };
}

const problem = (code: string): object => ({ code, detail: `${code}!`, status: 400, title: code });
const administrator = { administratorId: 'a/1', loginId: 'ada', role: 'viewer' };
const invitation = { administrator, url: 'https://auth.example/console/join#invitation=x' };

describe('HttpConsoleClient', () => {
  it('reads who is signed in, without any token of its own', async () => {
    const { client, asked } = prepare(200, { role: 'viewer', user: {}, session: {} });
    expect((await client.session())?.role).to.equal('viewer');
    expect(asked).to.deep.equal([
      { method: 'GET', path: 'api/v1/session', body: undefined, authorization: null },
    ]);
  });

  it('knows nobody where nobody is signed in', async () => {
    const { client } = prepare(401, problem('unauthenticated'));
    expect(await client.session()).to.equal(undefined);
  });

  it('hands on why the console may not be used from here', async () => {
    const { client } = prepare(403, problem('forbidden'));
    const error: unknown = await client.session().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TotpError).with.property('message', 'forbidden!');
  });

  const requests = {
    'POST api/v1/session/refresh': [
      (client: HttpConsoleClient) => client.continueSession(),
      { session: {} },
      {},
    ],
    'DELETE api/v1/session?everywhere=true': [
      (client: HttpConsoleClient) => client.signOut({ everywhere: true }),
    ],
    'GET api/v1/configuration': [
      (client: HttpConsoleClient) => client.configuration(),
      { settings: [] },
    ],
    'GET api/v1/administrators': [
      (client: HttpConsoleClient) => client.administrators(),
      { administrators: [] },
    ],
    'POST api/v1/administrators': [
      (client: HttpConsoleClient) => client.addAdministrator({ loginId: 'ada', role: 'viewer' }),
      invitation,
      { loginId: 'ada', role: 'viewer' },
    ],
    'PATCH api/v1/administrators/a%2F1': [
      (client: HttpConsoleClient) => client.changeRole('a/1', 'support'),
      administrator,
      { role: 'support' },
    ],
    'POST api/v1/administrators/a%2F1/invitations': [
      (client: HttpConsoleClient) => client.resetAdministrator('a/1'),
      invitation,
      {},
    ],
    'DELETE api/v1/administrators/a%2F1': [
      (client: HttpConsoleClient) => client.removeAdministrator('a/1'),
    ],
  } satisfies Record<
    string,
    readonly [(client: HttpConsoleClient) => Promise<unknown>, answer?: object, body?: object]
  >;

  for (const [request, [ask, answer, body]] of Object.entries(requests)) {
    it(`asks ${request}`, async () => {
      const { client, asked } = answer ? prepare(200, answer) : prepare(204);
      await ask(client);
      expect(asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([request]);
      expect(asked[0]?.body).to.deep.equal(body);
    });
  }
});
