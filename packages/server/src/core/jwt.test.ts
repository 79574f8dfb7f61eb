import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readJwt, signJwt, type Claims, type ExpectedJwt } from './jwt.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = { kid: 'own', privateKey };
const nowMs = 1_800_000_000_000;
const claims: Claims = {
  iss: 'https://a.example',
  aud: 'https://a.example',
  sub: 'u',
  iat: 1_800_000_000,
  exp: 1_800_000_060,
};
const expected: ExpectedJwt = {
  typ: 'totp-session+jwt',
  issuer: 'https://a.example',
  audience: 'https://a.example',
  nowMs,
  publicKey: (kid) => (kid === 'own' ? publicKey : undefined),
};

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function withHeader(header: Record<string, unknown>, key: KeyObject = privateKey): string {
  const [, body = '', signature = ''] = signJwt('totp-session+jwt', claims, {
    kid: 'own',
    privateKey: key,
  }).split('.');
  return `${encode(header)}.${body}.${signature}`;
}

describe('readJwt', () => {
  it('reads what signJwt signed', () => {
    expect(readJwt(signJwt('totp-session+jwt', claims, signer), expected)).toEqual(claims);
  });

  it('refuses another type, issuer or audience, and an expired token', () => {
    const token = signJwt('totp-session+jwt', claims, signer);
    expect(readJwt(token, { ...expected, typ: 'totp-proof+jwt' })).toBeUndefined();
    expect(readJwt(token, { ...expected, issuer: 'https://b.example' })).toBeUndefined();
    expect(readJwt(token, { ...expected, audience: 'https://b.example' })).toBeUndefined();
    expect(readJwt(token, { ...expected, nowMs: 1_800_000_060_000 })).toBeUndefined();
  });

  it('refuses a token of a time that is yet to come, and one that says none', () => {
    const read = (iat: unknown) =>
      readJwt(signJwt('totp-session+jwt', { ...claims, iat }, signer), expected);
    expect(read(1_800_000_060)).toBeDefined();
    expect(read(1_800_000_061)).toBeUndefined();
    expect(read(undefined)).toBeUndefined();
    expect(read('1800000000')).toBeUndefined();
  });

  it('refuses the algorithm none, and HS256 with the public key as secret', () => {
    expect(
      readJwt(
        `${encode({ alg: 'none', typ: 'totp-session+jwt', kid: 'own' })}.${encode(claims)}.`,
        expected,
      ),
    ).toBeUndefined();
    const input = `${encode({ alg: 'HS256', typ: 'totp-session+jwt', kid: 'own' })}.${encode(claims)}`;
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    const signature = createHmac('sha256', pem).update(input).digest('base64url');
    expect(readJwt(`${input}.${signature}`, expected)).toBeUndefined();
  });

  it('refuses foreign keys, changed claims and what is not a token', () => {
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const ours = { alg: 'ES256', typ: 'totp-session+jwt', kid: 'own' };
    expect(readJwt(withHeader(ours, foreign), expected)).toBeUndefined();
    expect(readJwt(withHeader({ ...ours, kid: 'other' }), expected)).toBeUndefined();
    expect(readJwt(withHeader({ ...ours, crit: ['b64'] }), expected)).toBeUndefined();
    const [header = '', , signature = ''] = signJwt('totp-session+jwt', claims, signer).split('.');
    expect(
      readJwt(`${header}.${encode({ ...claims, sub: 'v' })}.${signature}`, expected),
    ).toBeUndefined();
    for (const text of ['', 'a', 'a.b', 'a.b.c', 'a.b.c.d', '..', `${header}..${signature}`]) {
      expect(readJwt(text, expected)).toBeUndefined();
    }
  });
});
