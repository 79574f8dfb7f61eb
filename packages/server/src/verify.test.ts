import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuthenticatorApp } from './testing/authenticator-app.ts';
import { asManagement, startTestServer, type TestServer } from './testing/test-server.ts';
import {
  createVerifier,
  rememberProofs,
  type ExpectedProof,
  type RefusalReason,
  type VerifierOptions,
} from './verify.ts';

const issuer = 'http://localhost:8787';
const transfer = { audience: 'https://bank.example', purpose: 'transfer 42' };

/** A real server, a user with an app, and a verifier that fetches the server's real keys. */
async function start(options: Partial<VerifierOptions> = {}) {
  const server = await startTestServer({ isListening: true });
  const { app, confirmation } = await server.signUp('ada');
  const refusals: RefusalReason[] = [];
  const verifier = createVerifier({
    issuer,
    // The server's public URL leads nowhere here; its socket does.
    fetch: (url) => server.fetch(new URL(url).pathname),
    clock: server.clock.read,
    onRefusal: ({ reason }) => refusals.push(reason),
    ...options,
  });
  const { userId } = confirmation.user;
  const accessToken = confirmation.session?.accessToken ?? '';
  return { server, app, userId, accessToken, verifier, refusals };
}

/** Has a ticket made by the management API and answers it with a code of the next step. */
async function prove(
  server: TestServer,
  { app, userId }: { readonly app: AuthenticatorApp; readonly userId: string },
  terms: { readonly audience?: string; readonly purpose?: string } = transfer,
): Promise<{ readonly proof: string; readonly ticketId: string }> {
  const { ticket, ticketId } = await server.call('createTicket', {
    body: { userId, action: 'sign-in', ...terms },
    headers: asManagement,
  });
  server.clock.advance({ steps: 1 });
  const { proof = '' } = await server.call('verify', {
    body: { code: app.codeAt(server.clock.read()) },
    headers: { authorization: `Ticket ${ticket}` },
  });
  return { proof, ticketId };
}

describe('verifySession', () => {
  it('says whose access token it is', async () => {
    const { server, verifier, userId, accessToken } = await start();
    const now = server.clock.read();
    expect(await verifier.verifySession(accessToken)).toEqual({
      userId,
      loginId: 'ada',
      loginIdVerified: false,
      sessionId: expect.stringMatching(/^session_/) as string,
      methods: ['otp'],
      verifiedAt: new Date(now),
      expiresAt: new Date(now + 600_000),
    });
  });

  it('refuses an access token that has expired, a little after its time', async () => {
    const { server, verifier, accessToken, refusals } = await start();
    server.clock.advance({ seconds: 609 });
    expect(await verifier.verifySession(accessToken)).toBeDefined();
    server.clock.advance({ seconds: 1 });
    expect(await verifier.verifySession(accessToken)).toBeUndefined();
    expect(refusals).toEqual(['expired']);
  });

  it('refuses an access token for another audience, and of another issuer', async () => {
    const { server, verifier, accessToken, refusals } = await start();
    const audience = 'https://other.example';
    expect(await verifier.verifySession(accessToken, { audience })).toBeUndefined();
    const elsewhere = createVerifier({
      issuer: 'https://other.example',
      fetch: (url) => server.fetch(new URL(url).pathname),
      clock: server.clock.read,
      onRefusal: ({ reason }) => refusals.push(reason),
    });
    expect(await elsewhere.verifySession(accessToken)).toBeUndefined();
    expect(refusals).toEqual(['wrong_audience', 'not_ours']);
  });

  it('refuses a proof', async () => {
    const { server, app, userId, verifier, refusals } = await start();
    const { proof } = await prove(server, { app, userId }, {});
    expect(await verifier.verifySession(proof)).toBeUndefined();
    expect(refusals).toEqual(['wrong_type']);
  });

  it.each([undefined, null, 42, {}, '', 'x', 'a.b', 'a.b.c', '..', 'a.b.c.d.e', '\u0000'])(
    'refuses %j',
    async (token) => {
      const { verifier, refusals } = await start();
      expect(await verifier.verifySession(token)).toBeUndefined();
      expect(refusals).toEqual(['malformed']);
    },
  );
});

describe('verifyProof', () => {
  it('says who answered the ticket', async () => {
    const { server, app, userId, verifier } = await start();
    const { proof, ticketId } = await prove(server, { app, userId });
    const now = server.clock.read();
    expect(await verifier.verifyProof(proof, { subject: userId, ticketId, ...transfer })).toEqual({
      userId,
      loginId: 'ada',
      loginIdVerified: false,
      ...transfer,
      ticketId,
      proofId: expect.stringMatching(/^proof_/) as string,
      methods: ['otp'],
      verifiedAt: new Date(now),
      expiresAt: new Date(now + 120_000),
    });
  });

  it('takes the server’s URL and the action where the ticket named no audience and purpose', async () => {
    const { server, app, userId, verifier } = await start();
    const { proof, ticketId } = await prove(server, { app, userId }, {});
    const expected = { subject: userId, audience: issuer, purpose: 'sign-in', ticketId };
    expect(await verifier.verifyProof(proof, expected)).toBeDefined();
  });

  it('says when a recovery code was used', async () => {
    const { server, verifier } = await start();
    const { confirmation } = await server.signUp('bea');
    const subject = confirmation.user.userId;
    const { ticket, ticketId } = await server.call('createTicket', {
      body: { userId: subject, action: 'sign-in', ...transfer },
      headers: asManagement,
    });
    const { proof } = await server.call('verify', {
      body: { recoveryCode: confirmation.recoveryCodes?.[0] },
      headers: { authorization: `Ticket ${ticket}` },
    });
    const verified = await verifier.verifyProof(proof, { subject, ticketId, ...transfer });
    expect(verified?.methods).toEqual(['recovery_code']);
  });

  it('accepts the proof of a confirmed enrollment', async () => {
    const { server, verifier } = await start();
    const { ticket, ticketId } = await server.call('createTicket', {
      body: { loginId: 'cyd', action: 'update-user', ...transfer },
      headers: asManagement,
    });
    const enrollment = await server.call('startEnrollment', {
      body: { action: 'update-user' },
      headers: { authorization: `Ticket ${ticket}` },
    });
    const app = new AuthenticatorApp(enrollment.provisioningUrl);
    const { proof, user } = await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(server.clock.read()) },
    });
    const expected = { subject: user.userId, ticketId, ...transfer };
    expect(await verifier.verifyProof(proof, expected)).toMatchObject({
      loginId: 'cyd',
      loginIdVerified: true,
    });
  });

  it.each<[Exclude<keyof ExpectedProof, 'maxAgeSeconds'>, RefusalReason]>([
    ['subject', 'wrong_subject'],
    ['audience', 'wrong_audience'],
    ['purpose', 'wrong_purpose'],
    ['ticketId', 'wrong_ticket'],
  ])('refuses a proof with another %s', async (name, reason) => {
    const { server, app, userId, verifier, refusals } = await start();
    const { proof, ticketId } = await prove(server, { app, userId });
    const expected = { subject: userId, ticketId, ...transfer };
    const other = { ...expected, [name]: `${expected[name]}x` };
    expect(await verifier.verifyProof(proof, other)).toBeUndefined();
    expect(refusals).toEqual([reason]);
  });

  it('refuses a proof that has expired, or is older than asked for', async () => {
    const { server, app, userId, verifier, refusals } = await start();
    const { proof, ticketId } = await prove(server, { app, userId });
    const expected = { subject: userId, ticketId, ...transfer };
    server.clock.advance({ seconds: 41 });
    expect(await verifier.verifyProof(proof, { ...expected, maxAgeSeconds: 31 })).toBeDefined();
    expect(await verifier.verifyProof(proof, { ...expected, maxAgeSeconds: 30 })).toBeUndefined();
    server.clock.advance({ seconds: 89 });
    expect(await verifier.verifyProof(proof, expected)).toBeUndefined();
    expect(refusals).toEqual(['too_old', 'expired']);
  });

  it('refuses a proof from the future, which means that a clock is wrong', async () => {
    const { server, app, userId, verifier, refusals } = await start();
    const { proof, ticketId } = await prove(server, { app, userId });
    const behind = createVerifier({
      issuer,
      fetch: (url) => server.fetch(new URL(url).pathname),
      clock: () => server.clock.read() - 11_000,
      onRefusal: ({ reason }) => refusals.push(reason),
    });
    const expected = { subject: userId, ticketId, ...transfer };
    expect(await behind.verifyProof(proof, expected)).toBeUndefined();
    expect(refusals).toEqual(['not_yet_valid']);
    expect(await verifier.verifyProof(proof, expected)).toBeDefined();
  });

  it('refuses an access token', async () => {
    const { verifier, accessToken, userId, refusals } = await start();
    const expected = { subject: userId, audience: issuer, purpose: 'sign-in', ticketId: 'x' };
    expect(await verifier.verifyProof(accessToken, expected)).toBeUndefined();
    expect(refusals).toEqual(['wrong_type']);
  });

  it('refuses a second use where it is told to remember', async () => {
    const clock = { read: () => 0 };
    const isReplay = rememberProofs({ clock: () => clock.read() });
    const { server, app, userId, verifier, refusals } = await start({ isReplay });
    clock.read = server.clock.read;
    const { proof, ticketId } = await prove(server, { app, userId });
    const expected = { subject: userId, ticketId, ...transfer };
    expect(await verifier.verifyProof(proof, { ...expected, purpose: 'other' })).toBeUndefined();
    const both = [verifier.verifyProof(proof, expected), verifier.verifyProof(proof, expected)];
    expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
    expect(refusals).toEqual(['wrong_purpose', 'replayed']);
  });

  it('lets nothing through when what remembers proofs fails or forgets to answer', async () => {
    const isReplay = vi
      .fn<() => Promise<boolean>>()
      .mockRejectedValueOnce(new Error('the database is down'))
      .mockResolvedValueOnce(undefined as unknown as boolean);
    const { server, app, userId, verifier } = await start({ isReplay });
    const { proof, ticketId } = await prove(server, { app, userId });
    const expected = { subject: userId, ticketId, ...transfer };
    await expect(verifier.verifyProof(proof, expected)).rejects.toThrow('the database is down');
    await expect(verifier.verifyProof(proof, expected)).rejects.toThrow(
      'must answer true or false',
    );
  });
});

describe('the example of a backend', () => {
  it('accepts the proof for its ticket once', async () => {
    const { server, app, userId } = await start();
    const jwks = await (await server.fetch('/.well-known/jwks.json')).text();
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.unstubAllGlobals();
      vi.useRealTimers();
    });
    const terms = { audience: 'https://shop.example.com', purpose: 'sign in to the shop' };
    const { proof, ticketId } = await prove(server, { app, userId }, terms);
    vi.setSystemTime(server.clock.read());
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(jwks)));
    const example = new URL('../../../examples/backend/check-proof.js', import.meta.url);
    const { checkProof } = (await import(example.pathname)) as {
      checkProof: (proof: unknown, session: object) => Promise<boolean>;
    };
    const session = { userId, ticketId };
    expect(await checkProof(proof, { userId, ticketId: 'ticket_other' })).toBe(false);
    // Several at the same time, each with the session as it found it.
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => checkProof(proof, { ...session })),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await checkProof(proof, session)).toBe(false);
  });
});

describe('a programmer’s mistake throws at once', () => {
  const verifier = createVerifier({ issuer });
  const complete = { subject: 'user_1', audience: 'a', purpose: 'p', ticketId: 'ticket_1' };

  it.each(['subject', 'audience', 'purpose', 'ticketId'] as const)(
    'a proof checked without its %s',
    (name) => {
      for (const wrong of [undefined, '', null, 42]) {
        const expected = { ...complete, [name]: wrong } as ExpectedProof;
        const sentence = new RegExp(`What is missing: ${name}, .+ \\(without it .+ would do`);
        expect(() => verifier.verifyProof('x', expected)).toThrow(sentence);
      }
    },
  );

  it('a proof checked for nothing at all', () => {
    const nothing = undefined as unknown as ExpectedProof;
    expect(() => verifier.verifyProof('x', nothing)).toThrow(/subject, .*audience, .*purpose, /);
  });

  it.each([0, -1, NaN, '60' as unknown as number])('a maxAgeSeconds of %j', (maxAgeSeconds) => {
    expect(() => verifier.verifyProof('x', { ...complete, maxAgeSeconds })).toThrow(TypeError);
  });

  it.each(['', null, 42])('a session audience of %j', (audience) => {
    const options = { audience: audience as string };
    expect(() => verifier.verifySession('x', options)).toThrow(/audience must be/);
  });

  it.each([
    '',
    'auth.example.com',
    'ftp://a.example',
    'https://a.example?b',
    'https://a.example/#b',
    'https://me:secret@a.example',
  ])('an issuer of %j', (wrong) => {
    expect(() => createVerifier({ issuer: wrong })).toThrow(/needs issuer/);
  });

  it('no issuer', () => {
    const nothing = undefined as unknown as VerifierOptions;
    expect(() => createVerifier(nothing)).toThrow(/needs issuer/);
    expect(() => createVerifier({} as VerifierOptions)).toThrow(/needs issuer/);
  });

  it('a jwksUrl that is none', () => {
    expect(() => createVerifier({ issuer, jwksUrl: '/jwks.json' })).toThrow(/jwksUrl must be/);
  });

  it.each(['http://auth.example.com', 'http://10.0.0.1', 'http://127.0.0.1.example/auth'])(
    '%s for keys that anybody on the way could change',
    (url) => {
      expect(() => createVerifier({ issuer: url })).toThrow(/issuer is at http.+allowHttp: true/);
      const jwksUrl = `${url}/jwks.json`;
      expect(() => createVerifier({ issuer, jwksUrl })).toThrow(/jwksUrl is at http.+forge any/);
      expect(() => createVerifier({ issuer: url, jwksUrl, allowHttp: true })).not.toThrow();
    },
  );

  it('but http on this machine is none', () => {
    for (const host of ['localhost:8787', '127.0.0.1:1', '[::1]:1', 'a.localhost']) {
      expect(() => createVerifier({ issuer: `http://${host}` })).not.toThrow();
    }
  });

  it('but a path of the issuer is none, nor a slash behind it', () => {
    expect(createVerifier({ issuer: `${issuer}/` }).issuer).toBe(issuer);
    for (const path of ['/auth', '/auth/']) {
      const mounted = createVerifier({ issuer: `https://shop.example${path}` });
      expect(mounted.issuer).toBe('https://shop.example/auth');
    }
  });
});

describe('rememberProofs', () => {
  it('says of the second time that it is one, and forgets a proof that has expired', () => {
    let now = 0;
    const isReplay = rememberProofs({ most: 2, clock: () => now });
    expect([isReplay('a', 10), isReplay('a', 10), isReplay('b', 20)]).toEqual([false, true, false]);
    now = 10;
    expect([isReplay('c', 30), isReplay('b', 20)]).toEqual([false, true]);
  });

  it('throws when it is full, and lets nothing through', () => {
    const isReplay = rememberProofs({ most: 1, clock: () => 0 });
    expect(isReplay('a', 10)).toBe(false);
    expect(() => isReplay('b', 10)).toThrow(/no more fit/);
    expect(isReplay('a', 10)).toBe(true);
  });
});
