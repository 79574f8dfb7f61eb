import { Denial } from './guard/denial.ts';
import { guardProof, requireSingleUse, type ProofPlace } from './guard/guard-proof.ts';
import { guardSession, readAccessToken, type SessionRequirement } from './guard/guard-session.ts';
import { readProofField } from './guard/proof-field.ts';
import type { ExpectedProof, TokenVerifier, VerifiedProof, VerifiedSession } from './verify.ts';

/* Next gives and takes web requests and responses, so nothing of Next is needed here. */

/** A route handler, such as `export const GET`. */
export type RouteHandler<R extends Request, Context> = (
  request: R,
  context: Context,
) => Promise<Response>;

/** What a route answers to a request that was let through. */
export type GuardedHandler<R extends Request, Verified, Context> = (
  request: R,
  verified: Verified,
  context: Context,
) => Response | Promise<Response>;

export interface ProofRequirement<R extends Request = Request> extends ProofPlace {
  /**
   * What the proof must be about, from your session and database; undefined where no ticket is open. Those may change
   * while the proof is checked: in the route, do what the `ticketId` of the proof is about, and not what is open by then.
   */
  readonly expected: (request: R) => ExpectedProof | undefined | Promise<ExpectedProof | undefined>;
}

/**
 * A route for requests with a session, by its access token or, where the totp-kit server is mounted on this origin, its
 * cookie. Others are answered 401 with a problem document; 503 when the server's keys cannot be had.
 */
export function requireSession<R extends Request, Context>(
  verifier: TokenVerifier,
  handler: GuardedHandler<R, VerifiedSession, Context>,
  requirement: SessionRequirement = {},
): RouteHandler<R, Context> {
  return async (request, context) => {
    const { method, headers } = request;
    const header = (name: string) => headers.get(name);
    const session = await guardSession(verifier, { method, header }, requirement);
    return session instanceof Denial ? session.toResponse() : handler(request, session, context);
  };
}

/**
 * Who asks for a page, for server components: `await readSession(verifier, await headers())`. Undefined without a
 * session, and for the cookie in a request that neither a page of this origin nor a link has sent.
 * @throws KeysUnavailableError when the signing keys cannot be fetched
 */
export async function readSession(
  verifier: TokenVerifier,
  headers: Pick<Headers, 'get'>,
): Promise<VerifiedSession | undefined> {
  // Browsers name the origin in all that is posted, server actions too, so the guard sees whose page it was.
  const request = { method: 'GET', header: (name: string) => headers.get(name) };
  const token = readAccessToken(verifier, request);
  return token instanceof Denial ? undefined : verifier.verifySession(token);
}

/**
 * A route for requests that prove a code for exactly this, once. Others are answered 403 with the code
 * `proof_required`; 503 when the server's keys cannot be had. The route can read the body again.
 * @throws TypeError when the verifier has no `isReplay`
 */
export function requireProof<R extends Request, Context>(
  verifier: TokenVerifier,
  requirement: ProofRequirement<R>,
  handler: GuardedHandler<R, VerifiedProof, Context>,
): RouteHandler<R, Context> {
  requireSingleUse(verifier);
  const { expected, header, field = 'proof' } = requirement;
  return async (request, context) => {
    const proof = await guardProof(verifier, await expected(request), () =>
      header === undefined ? readProofField(request, field) : request.headers.get(header),
    );
    return proof instanceof Denial ? proof.toResponse() : handler(request, proof, context);
  };
}
