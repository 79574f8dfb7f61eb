import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { enrollment, session, user, verification } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { HttpTotpClient } from './http-totp-client.ts';

const server = new URL('https://auth.example/base/');
const origin = 'https://shop.example';

type Answer = Response | Error | 'silence';
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

/** A network on which each URL answers what it is told to, one answer after the other, the last one again. */
function prepare(answers: Record<string, Answer[]>, pageOrigin = origin) {
  const asked: Asked[] = [];
  const fakeFetch: typeof fetch = async (input, init) => {
    const url = new Request(input).url;
    asked.push({
      method: init?.method ?? 'GET',
      url,
      authorization: new Headers(init?.headers).get('Authorization'),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    const list = answers[url.slice(server.href.length)] ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? new TypeError('refused');
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer.clone();
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  };
  const clock = new FakeClock();
  const client = new HttpTotpClient({ server, origin: pageOrigin, clock, fetch: fakeFetch });
  return { asked, clock, client };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

function problem(status: number, code: string, more: object = {}): Response {
  return json(status, {
    type: 'about:blank',
    title: code,
    status,
    detail: `${code}!`,
    code,
    ...more,
  });
}

async function errorOf(promise: Promise<unknown>): Promise<TotpError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof TotpError) return error;
  throw new Error('It did not fail with a TotpError.');
}

const body = { loginId: 'ada@example.com', code: '123456' };

describe('HttpTotpClient', () => {
  beforeEach(() => sessionStorage.clear());

  it('starts an enrollment below the path of its server, with the ticket as authorization', async () => {
    const { client, asked } = prepare({ 'api/v1/enrollments': [json(201, enrollment)] });
    const answer = await client.startEnrollment({ action: 'update-user' }, { ticket: 'ticket-1' });
    expect(answer).to.deep.equal(enrollment);
    expect(asked).to.deep.equal([
      {
        method: 'POST',
        url: 'https://auth.example/base/api/v1/enrollments',
        authorization: 'Ticket ticket-1',
        body: { action: 'update-user' },
      },
    ]);
  });

  it('turns a problem document into an error', async () => {
    const answer = problem(429, 'too_many_attempts', { retryAfter: 30, requestId: 'r-1' });
    const { client } = prepare({ 'api/v1/verifications': [answer] });
    const error = await errorOf(client.verify(body));
    expect(error).to.include({
      code: 'too_many_attempts',
      message: 'too_many_attempts!',
      retryAfterSeconds: 30,
      requestId: 'r-1',
    });
  });

  it('hands on a code that only newer servers know', async () => {
    const { client } = prepare({ 'api/v1/verifications': [problem(418, 'teapot')] });
    expect((await errorOf(client.verify(body))).code).to.equal('teapot');
  });

  for (const [what, answer] of [
    ['a page', new Response('<h1>Hello</h1>')],
    ['an error page', new Response('<h1>No</h1>', { status: 404 })],
    ['other JSON', json(200, { hello: 'world' })],
  ] as const) {
    it(`does not take ${what} for a totp-kit server`, async () => {
      const { client } = prepare({ 'api/v1/verifications': [answer] });
      const error = await errorOf(client.verify(body));
      expect(error.code).to.equal('server_unrecognized');
      expect(error.message).to.include('https://auth.example/base/api/v1/verifications');
      expect(error.message).to.include('`server` attribute');
    });
  }

  it('takes the error page of a gateway for a server that is down', async () => {
    const { client } = prepare({
      'api/v1/verifications': [new Response('<h1>Bad gateway</h1>', { status: 502 })],
    });
    expect((await errorOf(client.verify(body))).code).to.equal('server_unreachable');
  });

  it('says that the server does not answer', async () => {
    const { client } = prepare({});
    const error = await errorOf(client.verify(body));
    expect(error.code).to.equal('server_unreachable');
    expect(error.message).to.include('https://auth.example/base/');
  });

  it('says which origin is not allowed, and where to allow it', async () => {
    const { client } = prepare({ healthz: [json(200, { status: 'ok' })] });
    const error = await errorOf(client.verify(body));
    expect(error.code).to.equal('origin_not_allowed');
    expect(error.message).to.include(origin);
    expect(error.message).to.include('https://auth.example/base/');
    expect(error.message).to.include('TOTP_KIT_ORIGINS');
  });

  it('does not blame the origin for a connection that was lost in the middle', async () => {
    const { client } = prepare({
      healthz: [json(200, { status: 'ok' })],
      'api/v1/session': [problem(401, 'unauthenticated')],
    });
    expect((await errorOf(client.verify(body))).code).to.equal('server_unreachable');
  });

  it('gives up after 15 seconds', async () => {
    const { client, clock } = prepare({ 'api/v1/enrollments/e': ['silence'] });
    const failed = errorOf(client.cancelEnrollment('e'));
    clock.pass(14_999);
    clock.pass(1);
    expect((await failed).code).to.equal('server_timeout');
  });

  it('is signed out without asking when there are no tokens', async () => {
    const { client, asked } = prepare({});
    expect(await client.session()).to.equal(undefined);
    expect(await client.accessToken()).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });

  it('keeps the tokens of a sign-in and shows them to the server', async () => {
    const { client, asked } = prepare({
      'api/v1/verifications': [json(200, verification)],
      'api/v1/session': [json(200, { user, session })],
    });
    await client.verify(body);
    expect((await client.session())?.user).to.deep.equal(user);
    expect(asked.at(-1)?.authorization).to.equal('Bearer access-1');
    expect(await client.accessToken()).to.equal('access-1');
  });

  it('keeps nothing of a verification that gives no session', async () => {
    const { client } = prepare({ 'api/v1/verifications': [json(200, { user })] });
    expect((await client.verify(body)).user).to.deep.equal(user);
    expect(sessionStorage.length).to.equal(0);
  });

  it('refreshes an access token that is near its end, once for all who ask', async () => {
    const { client, asked, clock } = prepare({
      'api/v1/verifications': [json(200, verification)],
      'api/v1/session/refresh': [
        json(200, {
          session: {
            ...session,
            accessToken: 'access-2',
            refreshToken: 'refresh-2',
            expiresAt: '2026-03-01T12:10:00.000Z',
          },
        }),
      ],
    });
    await client.verify(body);
    clock.pass(280_000);
    const tokens = await Promise.all([client.accessToken(), client.accessToken()]);
    expect(tokens).to.deep.equal(['access-2', 'access-2']);
    const refreshes = asked.filter(({ url }) => url.endsWith('/refresh'));
    expect(refreshes.map((request) => request.body)).to.deep.equal([{ refreshToken: 'refresh-1' }]);
  });

  it('is signed out when the refresh token is no longer good', async () => {
    const { client, clock } = prepare({
      'api/v1/verifications': [json(200, verification)],
      'api/v1/session/refresh': [problem(401, 'unauthenticated')],
    });
    await client.verify(body);
    clock.pass(300_000);
    expect(await client.session()).to.equal(undefined);
    expect(sessionStorage.length).to.equal(0);
  });

  for (const [answer, refreshed] of [
    ['a session', json(200, { session: { ...session, refreshToken: 'refresh-2' } })],
    ['a refusal', problem(401, 'unauthenticated')],
  ] as const) {
    it(`does not let ${answer} for who was signed in before take the place of who is now`, async () => {
      const mine = { ...session, accessToken: 'access-b', refreshToken: 'refresh-b' };
      const { client, clock } = prepare({
        'api/v1/verifications': [
          json(200, verification),
          json(200, { ...verification, session: mine }),
        ],
        'api/v1/session/refresh': [refreshed],
      });
      await client.verify(body);
      clock.pass(280_000);
      const refreshing = client.accessToken();
      await client.verify(body);
      await refreshing;
      expect(Object.values(sessionStorage).join()).to.include('refresh-b');
    });
  }

  it('keeps the access token of who has confirmed that it is them', async () => {
    const { refreshToken, ...fresh } = { ...session, accessToken: 'access-fresh' };
    const { client } = prepare({
      'api/v1/verifications': [
        json(200, verification),
        json(200, { ...verification, session: fresh }),
      ],
    });
    await client.verify(body);
    await client.stepUp({ code: '123456' });
    expect(await client.accessToken()).to.equal('access-fresh');
    expect(Object.values(sessionStorage).join()).to.include(refreshToken);
  });

  it('keeps no tokens that come after signing out', async () => {
    const { client, clock } = prepare({
      'api/v1/verifications': [json(200, verification)],
      'api/v1/session/refresh': [json(200, { session })],
      'api/v1/session': [new Response(null, { status: 204 })],
    });
    await client.verify(body);
    clock.pass(280_000);
    const refreshing = client.accessToken();
    await client.signOut();
    expect(await refreshing).to.equal(undefined);
    expect(sessionStorage.length).to.equal(0);
  });

  it('does not name an enrollment to who reads the console', async () => {
    const { client } = prepare({
      'api/v1/enrollments/enrollment-1/confirmation': [new Response('<p>Not found</p>')],
    });
    const error = await errorOf(client.confirmEnrollment('enrollment-1', '123456'));
    expect(error.code).to.equal('server_unrecognized');
    expect(error.message).not.to.include('enrollment-1');
  });

  it('refreshes by cookie on the server’s own origin, and keeps nothing', async () => {
    const { client, asked } = prepare(
      {
        'api/v1/session': [problem(401, 'unauthenticated'), json(200, { user, session })],
        'api/v1/session/refresh': [json(200, { session: { expiresAt: session.expiresAt } })],
      },
      server.origin,
    );
    expect((await client.session())?.user).to.deep.equal(user);
    expect(asked.map(({ method, body: sent }) => [method, sent])).to.deep.equal([
      ['GET', undefined],
      ['POST', {}],
      ['GET', undefined],
    ]);
    expect(sessionStorage.length).to.equal(0);
  });

  it('signs out, here and everywhere', async () => {
    const { client, asked } = prepare({
      'api/v1/verifications': [json(200, verification)],
      'api/v1/session?everywhere=true': [new Response(null, { status: 204 })],
    });
    await client.verify(body);
    await client.signOut({ everywhere: true });
    expect(asked.at(-1)).to.include({ method: 'DELETE', authorization: 'Bearer refresh-1' });
    expect(sessionStorage.length).to.equal(0);
  });
});
