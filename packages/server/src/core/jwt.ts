import { createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { durations } from './durations.ts';

/** A JWT's claims; which ones there must be is for the caller to say. */
export type Claims = Readonly<Record<string, unknown>>;

export interface JwtSigner {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** Signs with ES256 (RFC 7518 §3.4). `typ` tells kinds of tokens apart (RFC 8725 §3.11). */
export function signJwt(typ: string, claims: Claims, signer: JwtSigner): string {
  const header = encode({ alg: 'ES256', typ, kid: signer.kid });
  const signingInput = `${header}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signingInput), {
    key: signer.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signingInput}.${signature.toString('base64url')}`;
}

export interface ExpectedJwt {
  readonly typ: string;
  readonly issuer: string;
  readonly audience: string;
  readonly nowMs: number;
  /** The public key of an ID, from our own set only; `jwk`, `jku` and `x5u` in a header are never looked at. */
  readonly publicKey: (kid: string) => KeyObject | undefined;
}

/** The claims of a token that is ours, for us, of the right kind and in time; otherwise undefined (RFC 8725 §3). */
export function readJwt(token: string, expected: ExpectedJwt): Claims | undefined {
  const [encodedHeader = '', encodedClaims = '', encodedSignature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isCanonical(encodedSignature)) return undefined;
  const header = decode(encodedHeader);
  if (header?.['alg'] !== 'ES256' || header['typ'] !== expected.typ) return undefined;
  if (typeof header['kid'] !== 'string' || 'crit' in header) return undefined;
  const publicKey = expected.publicKey(header['kid']);
  if (publicKey === undefined) return undefined;
  const isSigned = verify(
    'sha256',
    Buffer.from(`${encodedHeader}.${encodedClaims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(encodedSignature, 'base64url'),
  );
  if (!isSigned) return undefined;
  const claims = decode(encodedClaims);
  if (claims === undefined) return undefined;
  if (claims['iss'] !== expected.issuer || claims['aud'] !== expected.audience) return undefined;
  const expiresAt = claims['exp'];
  if (typeof expiresAt !== 'number' || expected.nowMs >= expiresAt * 1000) return undefined;
  const issuedAt = claims['iat'];
  const isFromTheFuture =
    typeof issuedAt !== 'number' || issuedAt * 1000 > expected.nowMs + durations.ahead;
  return isFromTheFuture ? undefined : claims;
}

/** base64url decoders are lenient; a token has one spelling. */
function isCanonical(encoded: string): boolean {
  return Buffer.from(encoded, 'base64url').toString('base64url') === encoded;
}

/** A public key from its JWK (RFC 7517). */
export function publicKeyFromJwk(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}
