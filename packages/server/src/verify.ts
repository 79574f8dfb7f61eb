import {
  mismatch,
  readProof,
  readSession,
  type VerifiedProof,
  type VerifiedSession,
} from './verify/claims.ts';
import { Refused, type Refusal } from './verify/refusal.ts';
import type { ReplayCheck } from './verify/remember-proofs.ts';
import {
  requireAge,
  requireAudience,
  requireBoolean,
  requireIssuer,
  requireJwksUrl,
  requireProofNeeds,
} from './verify/requirements.ts';
import {
  clockToleranceSeconds,
  SignedTokens,
  type KeysUnavailableError,
  type TokenSource,
} from './verify/signed-tokens.ts';

export type { VerifiedPerson, VerifiedProof, VerifiedSession } from './verify/claims.ts';
export type { Refusal, RefusalReason } from './verify/refusal.ts';
export {
  rememberProofs,
  type ProofMemoryOptions,
  type ReplayCheck,
} from './verify/remember-proofs.ts';
export { KeysUnavailableError } from './verify/signed-tokens.ts';

export interface VerifierOptions {
  /** The server's TOTP_KIT_PUBLIC_URL, such as `https://auth.example.com` or `https://shop.example/auth`. */
  readonly issuer: string;
  /** Where the server's signing keys are; `/.well-known/jwks.json` of the issuer unless given. */
  readonly jwksUrl?: string | undefined;
  /**
   * Lets the signing keys travel over http from another machine than this one, where whoever is on the way could forge
   * them. Only for a network that is yours alone, such as that between two containers.
   */
  readonly allowHttp?: boolean | undefined;
  /** Says whether a proof was used before, and notes it. `rememberProofs()` is one for a single process. */
  readonly isReplay?: ReplayCheck | undefined;
  /** Takes every refusal, for your log. */
  readonly onRefusal?: ((refusal: Refusal) => void) | undefined;
  /** Takes every failure to fetch the signing keys once, however many tokens waited for them, for your log. */
  readonly onKeysUnavailable?: ((error: KeysUnavailableError) => void) | undefined;
  /** Milliseconds since 1970; the system's unless given. */
  readonly clock?: (() => number) | undefined;
  /** Fetches the signing keys; the runtime's own unless given. */
  readonly fetch?: TokenSource['fetch'] | undefined;
}

/** What a proof must be about. All four are needed, from your own session and database, never from the page. */
export interface ExpectedProof {
  /** The user ID of who is asking. */
  readonly subject: string;
  /** As in the order of the ticket; the server's URL if it had none. */
  readonly audience: string;
  /** As in the order of the ticket; the ticket's action if it had none. */
  readonly purpose: string;
  /** `ticketId` of the answer that had the ticket. */
  readonly ticketId: string;
  /** The most seconds since the code was checked; until the proof expires (two minutes) unless given. */
  readonly maxAgeSeconds?: number | undefined;
}

/**
 * Checks offline what a totp-kit server signed. What is not right is `undefined`, and `onRefusal` hears why. Clocks may
 * differ by ten seconds.
 */
export interface TokenVerifier {
  /** The server's URL, without a slash at its end. */
  readonly issuer: string;
  /** Whether an `isReplay` sees to it that a proof is good once. */
  readonly takesProofsOnce: boolean;
  /**
   * Whose access token it is. A session that was ended stays good here until its token expires, ten minutes at most.
   * @param options.audience the server's own URL unless given
   * @throws KeysUnavailableError when the signing keys cannot be fetched
   */
  verifySession(
    token: unknown,
    options?: { readonly audience?: string | undefined },
  ): Promise<VerifiedSession | undefined>;
  /**
   * Who answered a ticket.
   * @throws TypeError at once when subject, audience, purpose or ticketId is left out or empty
   * @throws KeysUnavailableError when the signing keys cannot be fetched
   */
  verifyProof(proof: unknown, expected: ExpectedProof): Promise<VerifiedProof | undefined>;
}

const sessionType = 'totp-session+jwt';
const proofType = 'totp-proof+jwt';

/**
 * Makes a verifier. Make one and keep it: it holds the server's signing keys, fetched when first needed.
 * @throws TypeError when issuer or jwksUrl is no URL, or http to another machine without `allowHttp`
 */
export function createVerifier(options: VerifierOptions): TokenVerifier {
  const given = (options as VerifierOptions | undefined) ?? ({} as VerifierOptions);
  const rule = { httpIsAllowed: given.allowHttp === true };
  const issuer = requireIssuer(given.issuer, rule);
  const { isReplay, onRefusal, onKeysUnavailable, clock = Date.now } = options;
  // The runtime's own is looked up when it is called: what is made at start-up may be instrumented later.
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const jwksUrl = requireJwksUrl(options.jwksUrl ?? `${issuer}/.well-known/jwks.json`, rule);
  const tokens = new SignedTokens({ issuer, jwksUrl, clock, fetch, onKeysUnavailable });

  const settle = <Verified extends object>(
    token: Refusal['token'],
    decision: Verified | Refused,
  ): Verified | undefined => {
    if (!(decision instanceof Refused)) return decision;
    const { reason, message } = decision;
    onRefusal?.({ token, reason, message });
    return undefined;
  };

  const checkSession = async (token: unknown, audience: string) => {
    const claims = await tokens.read(token, sessionType);
    if (claims instanceof Refused) return claims;
    return mismatch(claims, { aud: audience }) ?? readSession(claims);
  };

  const checkProof = async (token: unknown, expected: ExpectedProof) => {
    const { subject, audience, purpose, ticketId, maxAgeSeconds = Infinity } = expected;
    const claims = await tokens.read(token, proofType);
    if (claims instanceof Refused) return claims;
    const terms = { aud: audience, sub: subject, purpose, tid: ticketId };
    const proof = mismatch(claims, terms) ?? readProof(claims);
    if (proof instanceof Refused) return proof;
    const ageSeconds = Math.floor((clock() - proof.verifiedAt.getTime()) / 1000);
    if (ageSeconds > maxAgeSeconds + clockToleranceSeconds) {
      return new Refused('too_old', `The code was checked ${ageSeconds} seconds ago.`);
    }
    const forgetAt = proof.expiresAt.getTime() + clockToleranceSeconds * 1000;
    const isSeen = requireBoolean(await (isReplay?.(proof.proofId, forgetAt) ?? false));
    return isSeen ? new Refused('replayed', 'It was used before.') : proof;
  };

  return {
    issuer,
    takesProofsOnce: isReplay !== undefined,
    verifySession(token, { audience = issuer } = {}) {
      requireAudience(audience);
      return checkSession(token, audience).then((decision) => settle('session', decision));
    },
    verifyProof(proof, expected) {
      requireProofNeeds(expected);
      requireAge(expected.maxAgeSeconds);
      return checkProof(proof, expected).then((decision) => settle('proof', decision));
    },
  };
}
