import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { Refused } from './refusal.ts';

/** How far the clocks of the two servers may be apart. */
export const clockToleranceSeconds = 10;

/** The signing keys could not be fetched, so nothing can be checked. Answer 503, never yes. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

export interface TokenSource {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Reads tokens that one server signed (RFC 8725 §3): one algorithm, its own keys, its type, its issuer, in time. */
export class SignedTokens {
  readonly #source: TokenSource;
  readonly #findKey: JWTVerifyGetKey;

  constructor(source: TokenSource) {
    this.#source = source;
    this.#findKey = keyFinder(source);
  }

  /** @throws KeysUnavailableError when the keys cannot be fetched */
  async read(token: unknown, typ: string): Promise<JWTPayload | Refused> {
    if (typeof token !== 'string') return new Refused('malformed', 'It is not a string.');
    const { issuer, clock } = this.#source;
    const now = clock();
    let claims: JWTPayload;
    try {
      const verified = await jwtVerify(token, this.#findKey, {
        algorithms: ['ES256'],
        typ,
        issuer,
        requiredClaims: ['sub', 'aud', 'iat', 'exp'],
        currentDate: new Date(now),
        clockTolerance: clockToleranceSeconds,
      });
      claims = verified.payload;
    } catch (error) {
      return refusalOf(error);
    }
    return (claims.iat ?? 0) > now / 1000 + clockToleranceSeconds ? fromTheFuture() : claims;
  }
}

/**
 * Finds a key by its ID in the server's own set, which jose keeps for ten minutes and fetches again, every 30 seconds
 * at most, for an ID that it does not hold. `jwk`, `jku` and `x5u` in a header are never looked at.
 */
function keyFinder({ jwksUrl, issuer, fetch }: TokenSource): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    [customFetch]: (url, init) => fetch(url, init),
  });
  return async (header, token) => {
    if (typeof header.kid !== 'string') throw new errors.JWKSNoMatchingKey();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new KeysUnavailableError(
        `The signing keys of ${issuer} could not be had from ${jwksUrl}: ${why}. Nothing is let through without them.`,
        { cause: error },
      );
    }
  };
}

/** @throws what is no refusal */
function refusalOf(error: unknown): Refused {
  if (!(error instanceof errors.JOSEError)) throw error;
  if (error instanceof errors.JWTExpired) return new Refused('expired', 'It has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'typ') return new Refused('wrong_type', 'It is a token of another type.');
    if (error.claim === 'nbf') return fromTheFuture();
    if (error.claim === 'iss') return new Refused('not_ours', 'Another server issued it.');
    return new Refused('malformed', `${error.message}.`);
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return new Refused('malformed', `${error.message}.`);
  }
  return new Refused('not_ours', `No key of this server signed it (${error.code}).`);
}

function fromTheFuture(): Refused {
  return new Refused(
    'not_yet_valid',
    'It is from the future. Set the clocks of both servers by NTP.',
  );
}
