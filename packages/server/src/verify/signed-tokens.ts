import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { Refused } from './refusal.ts';
import { unlessAborted } from './unless-aborted.ts';

/** How far the clocks of the two servers may be apart. */
export const clockToleranceSeconds = 10;
/** How long a server that did not give its keys is not asked again. */
const failurePauseMs = 1000;

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
  readonly onKeysUnavailable?: ((error: KeysUnavailableError) => void) | undefined;
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
 * Finds a key by its ID in the server's own set, which jose keeps for ten minutes (a cache in between adds the five of its
 * max-age) and fetches again, every 30 seconds
 * at most, for an ID that it does not hold. `jwk`, `jku` and `x5u` in a header are never looked at. A server that does
 * not answer is asked once a second at most, however many tokens come.
 */
function keyFinder({ jwksUrl, issuer, fetch, onKeysUnavailable }: TokenSource): JWTVerifyGetKey {
  let failure: { readonly error: KeysUnavailableError; readonly at: number } | undefined;
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    [customFetch]: (url, init) => {
      if (failure !== undefined && isWithin(failurePauseMs, failure.at)) throw failure.error;
      return unlessAborted(init.signal, readWhole(fetch(url, init)));
    },
  });
  return async (header, token) => {
    if (typeof header.kid !== 'string') throw new errors.JWKSNoMatchingKey();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      if (error instanceof KeysUnavailableError) throw error;
      // All who waited for one answer get one error.
      if (failure !== undefined && failure.error.cause === error) throw failure.error;
      const why = error instanceof Error ? error.message : String(error);
      const unavailable = new KeysUnavailableError(
        `The signing keys of ${issuer} could not be had from ${jwksUrl}: ${why}. Nothing is let through without them.`,
        { cause: error },
      );
      failure = { error: unavailable, at: Date.now() };
      onKeysUnavailable?.(unavailable);
      throw unavailable;
    }
  };
}

/** A clock that was set back since ends it, too. */
function isWithin(durationMs: number, since: number): boolean {
  const elapsedMs = Date.now() - since;
  return elapsedMs >= 0 && elapsedMs < durationMs;
}

async function readWhole(answer: Promise<Response>): Promise<Response> {
  const { status, text } = await answer.then(async (response) => ({
    status: response.status,
    text: await response.text(),
  }));
  // jose wants a 200; a body that some statuses forbid is nothing to it.
  return new Response(status === 200 ? text : undefined, { status: status === 200 ? 200 : 500 });
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
