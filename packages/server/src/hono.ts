import type { Context, Env, MiddlewareHandler } from 'hono';
import { Denial } from './guard/denial.ts';
import { guardProof, requireSingleUse, type ProofPlace } from './guard/guard-proof.ts';
import { guardSession, type SessionRequirement } from './guard/guard-session.ts';
import { readProofField } from './guard/proof-field.ts';
import type { ExpectedProof, TokenVerifier, VerifiedProof, VerifiedSession } from './verify.ts';

/** What `requireSession` sets: `c.get('totpSession')`. */
export interface SessionVariables {
  totpSession: VerifiedSession;
}

/** What `requireProof` sets: `c.get('totpProof')`. */
export interface ProofVariables {
  totpProof: VerifiedProof;
}

export interface ProofRequirement<E extends Env = Env> extends ProofPlace {
  /**
   * What the proof must be about, from your session and database; undefined where no ticket is open. Those may change
   * while the proof is checked: in the route, do what `c.get('totpProof').ticketId` is about, and not what is open by then.
   */
  readonly expected: (
    c: Context<E>,
  ) => ExpectedProof | undefined | Promise<ExpectedProof | undefined>;
}

/**
 * Lets requests with a session through, by its access token or, where the totp-kit server is mounted on this origin, its
 * cookie. Others are answered 401 with a problem document; 503 when the server's keys cannot be had.
 */
export function requireSession(
  verifier: TokenVerifier,
  requirement: SessionRequirement = {},
): MiddlewareHandler<{ Variables: SessionVariables }> {
  return async (c, next) => {
    const { method } = c.req;
    const header = (name: string) => c.req.header(name);
    const session = await guardSession(verifier, { method, header }, requirement);
    if (session instanceof Denial) return session.toResponse();
    c.set('totpSession', session);
    return next();
  };
}

/**
 * Lets requests through that prove a code for exactly this, once. Others are answered 403 with the code
 * `proof_required`; 503 when the server's keys cannot be had. The route can read the body again.
 * @throws TypeError when the verifier has no `isReplay`
 */
export function requireProof<E extends Env = Env>(
  verifier: TokenVerifier,
  requirement: ProofRequirement<E>,
): MiddlewareHandler<E & { Variables: ProofVariables }> {
  requireSingleUse(verifier);
  const { expected, header, field = 'proof' } = requirement;
  return async (c, next) => {
    const asked = await expected(c as unknown as Context<E>);
    const proof = await guardProof(verifier, asked, () =>
      header === undefined ? readField(c, field) : c.req.header(header),
    );
    if (proof instanceof Denial) return proof.toResponse();
    c.set('totpProof', proof);
    return next();
  };
}

async function readField(c: Context, field: string): Promise<unknown> {
  const { raw } = c.req;
  if (!raw.bodyUsed) return readProofField(raw, field);
  // A middleware before this one has read it, and Hono keeps what it has read.
  const headers = { 'content-type': c.req.header('content-type') ?? '' };
  const body = await c.req.arrayBuffer();
  return readProofField(new Request(c.req.url, { method: 'POST', headers, body }), field);
}
