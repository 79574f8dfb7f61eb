import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { authenticators, ownSessions, recoveryCodes, session } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HttpTotpClient } from './http-totp-client.ts';
import type { SelfService } from './self-service.ts';
import { TokenStorage } from './token-storage.ts';

const server = new URL('https://auth.example/base/');

/** A network that gives one answer to everything, and tells in one line what was asked. */
function prepare(status: number, answer?: unknown) {
  const asked: string[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(new Request(input).url);
    const authorization = new Headers(init?.headers).get('Authorization');
    const body = typeof init?.body === 'string' ? ` ${init.body}` : '';
    asked.push(`${init?.method} ${pathname} (${authorization})${body}`);
    return new Response(answer === undefined ? null : JSON.stringify(answer), { status });
  };
  const clock = new FakeClock();
  const origin = 'https://shop.example';
  return { asked, client: new HttpTotpClient({ server, origin, clock, fetch: fakeFetch }) };
}

const calls: readonly {
  readonly name: keyof SelfService;
  readonly call: (own: SelfService) => Promise<unknown>;
  readonly asks: (authorization: string) => string;
  readonly answer?: unknown;
  readonly result?: unknown;
}[] = [
  {
    name: 'listAuthenticators',
    call: (own) => own.listAuthenticators(),
    asks: (authorization) => `GET /base/api/v1/me/authenticators (${authorization})`,
    answer: { authenticators, recoveryCodesLeft: 8 },
    result: { authenticators, recoveryCodesLeft: 8 },
  },
  {
    name: 'renameAuthenticator',
    call: (own) => own.renameAuthenticator('auth/1', 'Phone'),
    asks: (authorization) =>
      `PATCH /base/api/v1/me/authenticators/auth%2F1 (${authorization}) {"label":"Phone"}`,
    answer: authenticators[0],
    result: authenticators[0],
  },
  {
    name: 'removeAuthenticator',
    call: (own) => own.removeAuthenticator('auth-1'),
    asks: (authorization) => `DELETE /base/api/v1/me/authenticators/auth-1 (${authorization})`,
  },
  {
    name: 'renewRecoveryCodes',
    call: (own) => own.renewRecoveryCodes(),
    asks: (authorization) => `POST /base/api/v1/me/recovery-codes (${authorization})`,
    answer: { recoveryCodes },
    result: recoveryCodes,
  },
  {
    name: 'listSessions',
    call: (own) => own.listSessions(),
    asks: (authorization) => `GET /base/api/v1/me/sessions (${authorization})`,
    answer: { sessions: ownSessions },
    result: ownSessions,
  },
  {
    name: 'endSession',
    call: (own) => own.endSession('session-2'),
    asks: (authorization) => `DELETE /base/api/v1/me/sessions/session-2 (${authorization})`,
  },
  {
    name: 'forgetBrowsers',
    call: (own) => own.forgetBrowsers(),
    asks: (authorization) => `DELETE /base/api/v1/me/browsers (${authorization})`,
  },
];

describe('HttpSelfService', () => {
  afterEach(() => new TokenStorage(server).clear());

  for (const { name, call, asks, answer, result } of calls) {
    const status = answer === undefined ? 204 : 200;

    it(`asks for ${name} in the name of who is signed in`, async () => {
      new TokenStorage(server).keep(session);
      const { asked, client } = prepare(status, answer);
      expect(await call(await client.selfService())).to.deep.equal(result);
      expect(asked).to.deep.equal([asks('Bearer access-1')]);
    });

    it(`asks for ${name} by a ticket, whoever is signed in`, async () => {
      new TokenStorage(server).keep(session);
      const { asked, client } = prepare(status, answer);
      const own = await client.selfService({ ticket: 'ticket-1' });
      expect(await call(own)).to.deep.equal(result);
      expect(asked).to.deep.equal([asks('Ticket ticket-1')]);
    });
  }

  it('asks nothing when nobody is signed in', async () => {
    const { asked, client } = prepare(200, { sessions: [] });
    const own = await client.selfService();
    const error: unknown = await own.listSessions().catch((reason: unknown) => reason);
    expect(error).to.be.an.instanceOf(TotpError).and.have.property('code', 'unauthenticated');
    expect(asked).to.deep.equal([]);
  });
});
