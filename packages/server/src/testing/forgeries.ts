import {
  createHmac,
  generateKeyPairSync,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { publicKeyFromJwk, type Claims, type JwtSigner } from '../core/jwt.ts';
import { parseKeyList } from '../keyring/key-list.ts';
import { Keyring } from '../keyring/keyring.ts';
import { loadServerKeys, type ServerKeys } from '../services/server-keys.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import {
  startTestServer,
  testKeys,
  type TestServer,
  type TestServerOptions,
} from './test-server.ts';

/** A server together with the keys it signs with, so that a token can be wrong in one single thing. */
export async function startWithKeys(
  options: Omit<TestServerOptions, 'openStore'> = {},
): Promise<{ readonly server: TestServer; readonly keys: ServerKeys }> {
  const stores: Store[] = [];
  const server = await startTestServer({
    ...options,
    openStore: async (location) => {
      const store = await openStore(location);
      stores.push(store);
      return store;
    },
  });
  const [store] = stores;
  const materials = parseKeyList(testKeys);
  if (store === undefined || 'fault' in materials) throw new Error('no store or no keys');
  const { clock } = server;
  const keyring = new Keyring(materials);
  return { server, keys: await loadServerKeys({ store, keyring, clock: clock.read }) };
}

/** Every way to be wrong that has a name, each made from a token that is right. */
export function forgeries(
  token: string,
  { kid, privateKey }: JwtSigner,
  jwk: JsonWebKey,
): Readonly<Record<string, string>> {
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

function decode(part = ''): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function es256(input: string, key: KeyObject, dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363') {
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding }).toString('base64url')}`;
}
