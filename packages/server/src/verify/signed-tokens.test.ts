import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeSigner, startJwksServer } from '../testing/jwks-server.ts';
import { createVerifier, KeysUnavailableError, type RefusalReason } from '../verify.ts';

const issuer = 'https://auth.example';
const issuedAt = 1_800_000_000;
const session = { typ: 'totp-session+jwt' };
const claims = {
  iss: issuer,
  aud: issuer,
  sub: 'user_1',
  sid: 'session_1',
  iat: issuedAt,
  exp: issuedAt + 600,
  auth_time: issuedAt,
  amr: ['otp'],
  login_id: 'ada',
  login_id_verified: true,
};

/** A JWK Set of the test's own, so that it can sign anything and change the keys. */
async function start() {
  const own = await makeSigner('k1');
  const jwks = await startJwksServer(own.publicJwk);
  const refusals: RefusalReason[] = [];
  const verifier = createVerifier({
    issuer,
    jwksUrl: jwks.url,
    clock: () => issuedAt * 1000,
    onRefusal: ({ reason }) => refusals.push(reason),
  });
  return { own, jwks, verifier, refusals };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('keys', () => {
  it('are fetched once and kept', async () => {
    const { own, jwks, verifier } = await start();
    const token = await own.sign(session, claims);
    await Promise.all([verifier.verifySession(token), verifier.verifySession(token)]);
    expect(await verifier.verifySession(token)).toBeDefined();
    expect(jwks.requests()).toBe(1);
  });

  it('are fetched again for an unknown ID, but not at once, so that nobody can make it fetch and fetch', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks, verifier, refusals } = await start();
    await verifier.verifySession(await own.sign(session, claims));
    const next = await makeSigner('k2');
    jwks.keys = [own.publicJwk, next.publicJwk];
    const rotated = await next.sign(session, claims);
    expect(await verifier.verifySession(rotated)).toBeUndefined();
    expect(jwks.requests()).toBe(1);
    vi.advanceTimersByTime(30_000);
    expect(await verifier.verifySession(rotated)).toBeDefined();
    expect(jwks.requests()).toBe(2);
    expect(refusals).toEqual(['not_ours']);
  });

  it('are fetched once for a flood of unknown IDs, and known ones pass meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks, verifier, refusals } = await start();
    const token = await own.sign(session, claims);
    await verifier.verifySession(token);
    vi.advanceTimersByTime(30_000);
    for (let count = 0; count < 50; count += 1) {
      const unknown = await own.sign({ ...session, kid: `unknown_${count}` }, claims);
      expect(await verifier.verifySession(unknown)).toBeUndefined();
      expect(await verifier.verifySession(token)).toBeDefined();
    }
    expect(jwks.requests()).toBe(2);
    expect(new Set(refusals)).toEqual(new Set(['not_ours']));
  });

  it('that are withdrawn are no longer accepted after ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks, verifier } = await start();
    const token = await own.sign(session, claims);
    expect(await verifier.verifySession(token)).toBeDefined();
    jwks.keys = [(await makeSigner('k2')).publicJwk];
    vi.advanceTimersByTime(600_000);
    expect(await verifier.verifySession(token)).toBeUndefined();
  });

  it('that cannot be fetched are an error, and what was signed passes again when they can', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks, verifier, refusals } = await start();
    const token = await own.sign(session, claims);
    for (const status of [500, 404, 204, 302]) {
      jwks.status = status;
      await expect(verifier.verifySession(token)).rejects.toThrow(KeysUnavailableError);
      vi.advanceTimersByTime(1000);
    }
    jwks.status = 200;
    jwks.keys = 'none' as unknown as [];
    await expect(verifier.verifySession(token)).rejects.toThrow(KeysUnavailableError);
    expect(refusals).toEqual([]);
    jwks.keys = [own.publicJwk];
    vi.advanceTimersByTime(1000);
    expect(await verifier.verifySession(token)).toBeDefined();
  });

  it('that cannot be fetched are not asked for by every token, and the log hears of it once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks } = await start();
    const faults: KeysUnavailableError[] = [];
    const verifier = createVerifier({
      issuer,
      jwksUrl: jwks.url,
      clock: () => issuedAt * 1000,
      onKeysUnavailable: (fault) => faults.push(fault),
    });
    const token = await own.sign(session, claims);
    jwks.status = 503;
    const waiting = Array.from({ length: 50 }, () => verifier.verifySession(token));
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).toEqual(waiting.map(() => 'rejected'));
    for (let count = 0; count < 20; count += 1) {
      await expect(verifier.verifySession(token)).rejects.toThrow(KeysUnavailableError);
    }
    expect(jwks.requests()).toBe(1);
    expect(faults).toHaveLength(1);
    jwks.status = 200;
    // A clock that is set back does not make it wait for longer.
    vi.setSystemTime(Date.now() - 60_000);
    expect(await verifier.verifySession(token)).toBeDefined();
  });

  it('that do not come in five seconds are an error, even when a fetch never ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks } = await start();
    const timeout = new AbortController();
    const timeouts = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
    const token = await own.sign(session, claims);
    let isHung = true;
    const verifier = createVerifier({
      issuer,
      clock: () => issuedAt * 1000,
      fetch: () => (isHung ? new Promise(() => undefined) : fetch(jwks.url)),
    });
    const checks = [verifier.verifySession(token), verifier.verifySession(token)];
    timeout.abort(new DOMException('too slow', 'TimeoutError'));
    for (const check of checks) await expect(check).rejects.toThrow(KeysUnavailableError);
    expect(timeouts).toHaveBeenCalledExactlyOnceWith(5000);
    timeouts.mockRestore();
    isHung = false;
    vi.advanceTimersByTime(1000);
    expect(await verifier.verifySession(token)).toBeDefined();
  });

  it('that are known go on working while an unknown ID cannot be looked up', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { own, jwks, verifier } = await start();
    const token = await own.sign(session, claims);
    expect(await verifier.verifySession(token)).toBeDefined();
    vi.advanceTimersByTime(30_000);
    jwks.status = 500;
    const unknown = await (await makeSigner('k2')).sign(session, claims);
    await expect(verifier.verifySession(unknown)).rejects.toThrow(KeysUnavailableError);
    expect(await verifier.verifySession(token)).toBeDefined();
  });

  it('that nothing answers for are an error', async () => {
    const { own } = await start();
    const verifier = createVerifier({ issuer, fetch: () => Promise.reject(new Error('no route')) });
    const token = await own.sign(session, claims);
    await expect(verifier.verifySession(token)).rejects.toThrow(
      /keys of https:\/\/auth\.example could not be had from .+ no route\. Nothing is let through/,
    );
  });

  it('that are symmetric or malformed in the set let nothing through', async () => {
    const { own, jwks, verifier } = await start();
    jwks.keys = [{ ...own.publicJwk, x: 'AA' }];
    const token = await own.sign(session, claims);
    await expect(verifier.verifySession(token)).rejects.toThrow(KeysUnavailableError);
    jwks.keys = [{ kty: 'oct', k: 'AAAA', kid: 'k1' }];
    const other = createVerifier({ issuer, jwksUrl: jwks.url, clock: () => issuedAt * 1000 });
    expect(await other.verifySession(token)).toBeUndefined();
  });
});

describe('signatures', () => {
  it('need a key of the server, whatever the header offers', async () => {
    const { own, verifier, refusals } = await start();
    const foreign = await makeSigner('k1');
    const { publicJwk } = foreign;
    const jwksUrl = (await startJwksServer(publicJwk)).url;
    const tokens = await Promise.all([
      foreign.sign(session, claims),
      foreign.sign({ ...session, kid: 'k2' }, claims),
      foreign.sign({ ...session, kid: undefined }, claims),
      own.sign({ ...session, kid: undefined }, claims),
      foreign.sign({ ...session, jwk: publicJwk }, claims),
      foreign.sign({ ...session, jku: jwksUrl }, claims),
      foreign.sign({ ...session, kid: jwksUrl }, claims),
      foreign.sign({ ...session, kid: '__proto__' }, claims),
    ]);
    for (const token of tokens) expect(await verifier.verifySession(token)).toBeUndefined();
    expect(refusals).toEqual(tokens.map(() => 'not_ours'));
  });

  it('are ES256 and nothing else', async () => {
    const { own, verifier, refusals } = await start();
    const payload = encode(claims);
    const none = `${encode({ ...session, alg: 'none', kid: 'k1' })}.${payload}.`;
    const input = `${encode({ ...session, alg: 'HS256', kid: 'k1' })}.${payload}`;
    const withPublicKey = createHmac('sha256', JSON.stringify(own.publicJwk)).update(input);
    const [, , signature = ''] = (await own.sign(session, claims)).split('.');
    const relabelled = `${encode({ ...session, alg: 'ES384', kid: 'k1' })}.${payload}.${signature}`;
    for (const token of [none, `${input}.${withPublicKey.digest('base64url')}`, relabelled]) {
      expect(await verifier.verifySession(token)).toBeUndefined();
    }
    expect(refusals).toEqual(['not_ours', 'not_ours', 'not_ours']);
  });

  it('cover what they sign', async () => {
    const { own, verifier, refusals } = await start();
    const [header = '', , signature = ''] = (await own.sign(session, claims)).split('.');
    const changed = encode({ ...claims, sub: 'user_2' });
    expect(await verifier.verifySession(`${header}.${changed}.${signature}`)).toBeUndefined();
    expect(refusals).toEqual(['not_ours']);
  });
});

describe('claims', () => {
  it.each<[string, Readonly<Record<string, unknown>>, RefusalReason]>([
    ['of another issuer', { iss: 'https://other.example' }, 'not_ours'],
    ['without an issuer', { iss: undefined }, 'not_ours'],
    ['for several audiences', { aud: [issuer, 'https://other.example'] }, 'wrong_audience'],
    ['without an audience', { aud: undefined }, 'malformed'],
    ['that never expire', { exp: undefined }, 'malformed'],
    ['whose end is a text', { exp: '9999999999' }, 'malformed'],
    ['without a time of issue', { iat: undefined }, 'malformed'],
    ['of later', { iat: issuedAt + 11 }, 'not_yet_valid'],
    ['not valid yet', { nbf: issuedAt + 11 }, 'not_yet_valid'],
    ['of before', { exp: issuedAt - 10 }, 'expired'],
    ['without a session', { sid: undefined }, 'malformed'],
    ['without a user', { sub: 7 }, 'malformed'],
  ])('%s are refused', async (_what, changed, reason) => {
    const { own, verifier, refusals } = await start();
    const token = await own.sign(session, { ...claims, ...changed });
    expect(await verifier.verifySession(token)).toBeUndefined();
    expect(refusals).toEqual([reason]);
  });

  it('need the type of what they are', async () => {
    const { own, verifier, refusals } = await start();
    for (const typ of [undefined, 'JWT', 'totp-proof+jwt']) {
      const token = await own.sign({ typ }, claims);
      expect(await verifier.verifySession(token)).toBeUndefined();
    }
    expect(refusals).toEqual(['wrong_type', 'wrong_type', 'wrong_type']);
  });

  it('are never said to be verified unless they say true', async () => {
    const { own, verifier } = await start();
    for (const value of ['true', 1, undefined]) {
      const token = await own.sign(session, { ...claims, login_id_verified: value });
      expect((await verifier.verifySession(token))?.loginIdVerified).toBe(false);
    }
  });
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
