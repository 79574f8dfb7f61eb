import {
  createHmac,
  generateKeyPairSync,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { describe, expect } from 'vitest';
import { publicKeyFromJwk, signJwt, type Claims, type JwtSigner } from '../../src/core/jwt.ts';
import { parseKeyList } from '../../src/keyring/key-list.ts';
import { Keyring } from '../../src/keyring/keyring.ts';
import { loadServerKeys } from '../../src/services/server-keys.ts';
import type { Store } from '../../src/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow, type RowContext } from '../../src/testing/security-rows.ts';
import {
  managementKey,
  ownOrigin,
  startTestServer,
  testKeys,
  type TestServer,
} from '../../src/testing/test-server.ts';

/** A server together with the keys it signs with, so that a token can be wrong in one single thing. */
async function startWithKeys({ engine }: Pick<RowContext, 'engine'>) {
  const stores: Store[] = [];
  const server = await startTestServer({
    engine,
    openStore: async (location) => {
      const store = await openStore(location);
      stores.push(store);
      return store;
    },
  });
  const [store] = stores;
  const materials = parseKeyList(testKeys);
  if (store === undefined || 'fault' in materials) throw new Error('no store or no keys');
  return { server, keys: await loadServerKeys(store, new Keyring(materials)) };
}

function decode(part = ''): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function es256(input: string, key: KeyObject, dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363') {
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding }).toString('base64url')}`;
}

/** Every way to be wrong that has a name, each made from a token that is right. */
function forgeries(token: string, { kid, privateKey }: JwtSigner, jwk: JsonWebKey) {
  const [head, body = '', signature = ''] = token.split('.');
  const [header, claims] = [decode(head), decode(body)];
  const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const attackerJwk = attacker.publicKey.export({ format: 'jwk' });
  const publicKey = publicKeyFromJwk(jwk);
  const withHeader = (changes: Claims, key = privateKey) =>
    es256(`${encode({ ...header, ...changes })}.${body}`, key);
  const withClaims = (changes: Claims) =>
    es256(`${head}.${encode({ ...claims, ...changes })}`, privateKey);
  const hmac = (secret: string | Buffer) => {
    const input = `${encode({ ...header, alg: 'HS256' })}.${body}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const forged: Record<string, string> = {
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'five parts': `${token}.${body}.${signature}`,
    'a changed subject': `${head}.${encode({ ...claims, sub: 'user_other' })}.${signature}`,
    'HS256 with the public key in PEM': hmac(publicKey.export({ format: 'pem', type: 'spki' })),
    'HS256 with the public key in DER': hmac(spki),
    'HS256 with the public JWK': hmac(JSON.stringify(jwk)),
    'HS256 with an empty secret': hmac(''),
    'a foreign key under our key ID': withHeader({}, attacker.privateKey),
    'a foreign key as jwk': withHeader({ jwk: attackerJwk }, attacker.privateKey),
    'a foreign key as jku': withHeader({ jku: 'http://127.0.0.1/jwks' }, attacker.privateKey),
    'a foreign key as x5u': withHeader({ x5u: 'http://127.0.0.1/x' }, attacker.privateKey),
    'an unknown key ID': withHeader({ kid: 'unknown' }),
    'a key ID that is a path': withHeader({ kid: '../../../../dev/null' }),
    'a key ID that is SQL': withHeader({ kid: `' UNION SELECT '${kid}` }),
    'a key ID of every object': withHeader({ kid: 'constructor' }),
    'no key ID': withHeader({ kid: undefined }),
    'a critical extension': withHeader({ crit: ['b64'], b64: false }),
    'a signature in DER': es256(`${head}.${body}`, privateKey, 'der'),
    'another issuer': withClaims({ iss: 'https://evil.example' }),
    'another audience': withClaims({ aud: 'https://evil.example' }),
    'more audiences': withClaims({ aud: [claims['aud'], 'https://evil.example'] }),
    'no audience': withClaims({ aud: undefined }),
    'a time long past': withClaims({ exp: 1_000_000_000 }),
    'an end that is text': withClaims({ exp: '9999999999' }),
    'no end': withClaims({ exp: undefined }),
  };
  for (const alg of ['none', 'None', 'NONE', '', 'ES384', 'ES256K', 'PS256', 'EdDSA', null]) {
    const input = `${encode({ ...header, alg })}.${body}`;
    forged[`alg ${alg} with no signature`] = `${input}.`;
    forged[`alg ${alg} with our signature`] = es256(input, privateKey);
  }
  for (const typ of ['JWT', 'at+jwt', 'totp-proof+jwt', 'totp-session+jwt', '', undefined]) {
    if (typ !== header['typ']) forged[`typ ${typ ?? 'none'}`] = withHeader({ typ });
  }
  return forged;
}

/** The answers of everything that a session opens. */
async function opens(server: TestServer, headers: { readonly authorization: string }) {
  const answers = [
    await server.refused('getSession', { headers }),
    await server.refused('listOwnAuthenticators', { headers }),
    await server.refused('listOwnSessions', { headers }),
    await server.refused('renewOwnRecoveryCodes', { headers }),
    await server.refused('forgetOwnBrowsers', { headers }),
    await server.refused('startEnrollment', { headers, body: { action: 'update-user' } }),
    await server.refused('verify', { headers, body: { code: '000000' } }),
    await server.refused('signOut', { headers }),
    await server.refused('listUsers', { headers }),
  ];
  return new Set(answers.map(({ status }) => status));
}

describe('a token is what it was signed as', () => {
  securityRow('S33', 'a forged access token opens nothing', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const { confirmation } = await server.signUp('ada');
    const token = confirmation.session?.accessToken ?? '';
    const { verifier } = new SecondFactorSite(server);
    const [jwk = {}] = keys.jwks.keys;
    for (const [name, forged] of Object.entries(forgeries(token, keys.signer, jwk))) {
      expect(await opens(server, asBearer(forged)), name).toEqual(new Set([401]));
      expect(await verifier.verifySession(forged), name).toBeUndefined();
    }
    expect(await verifier.verifySession(token)).toBeDefined();
    await server.call('getSession', { headers: asBearer(token) });
  });

  securityRow('S33', 'a forged proof lets nobody in', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const site = new SecondFactorSite(server);
    const ada = await site.enroll('ada');
    server.clock.advance({ steps: 1 });
    const login = await site.begin(ada);
    const proof = await site.answer(login, { code: ada.app.codeAt(server.clock.read()) });
    const [jwk = {}] = keys.jwks.keys;
    for (const [name, forged] of Object.entries(forgeries(proof, keys.signer, jwk))) {
      expect(await site.letsIn(login, forged), name).toBe(false);
    }
    expect(await site.letsIn(login, proof)).toBe(true);
  });

  securityRow('S33', 'no credential stands in for another kind', async ({ engine }) => {
    const { server, keys } = await startWithKeys({ engine });
    const { enrollment, confirmation } = await server.signUp('ada');
    const { session, browserToken = '' } = confirmation;
    const site = new SecondFactorSite(server);
    const { userId } = confirmation.user;
    const login = await site.begin({ userId }, { audience: ownOrigin });
    const claims = { iss: ownOrigin, aud: ownOrigin, sub: userId, exp: 9_999_999_999 };
    const proof = signJwt('totp-proof+jwt', claims, keys.signer);
    const others = [enrollment.enrollmentId, browserToken, enrollment.key, proof, userId, 'x'];
    for (const other of [...others, session?.refreshToken ?? '', login.ticket, managementKey]) {
      const isRefreshToken = other === session?.refreshToken;
      const isManagementKey = other === managementKey;
      const headers = asBearer(other);
      await refusedAs(server, headers);
      if (!isRefreshToken) await server.refused('signOut', { headers });
      if (!isManagementKey) {
        expect((await server.refused('listUsers', { headers })).code).toBe('unauthenticated');
      }
      if (isRefreshToken) continue;
      const refreshed = await server.refused('refreshSession', { body: { refreshToken: other } });
      expect(['unauthenticated', 'invalid_request']).toContain(refreshed.code);
    }
    for (const other of [...others, session?.accessToken ?? '', session?.refreshToken ?? '']) {
      const headers = asTicket(other);
      const verified = await server.refused('verify', { headers, body: { code: '000000' } });
      expect(verified.code).toBe('ticket_invalid');
    }
  });
});

async function refusedAs(server: TestServer, headers: { readonly authorization: string }) {
  for (const name of ['getSession', 'listOwnAuthenticators', 'listOwnSessions'] as const) {
    expect((await server.refused(name, { headers })).code).toBe('unauthenticated');
  }
}
