import { Denial } from './guard/denial.ts';
import { guardProof, requireSingleUse, type ProofPlace } from './guard/guard-proof.ts';
import { guardSession, type SessionRequirement } from './guard/guard-session.ts';
import type { ExpectedProof, TokenVerifier, VerifiedProof, VerifiedSession } from './verify.ts';

/** What is needed of an Express request; those of Node and Connect have it, too. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values in turn, as they came: `headers` has only the first of some that came twice. */
  readonly rawHeaders?: readonly string[] | undefined;
  /** Where `express.json()` or `express.urlencoded()` put what was posted. */
  readonly body?: unknown;
}

/** What is needed of an Express response. */
export interface OutgoingResponse {
  statusCode: number;
  readonly headersSent?: boolean;
  readonly writableEnded?: boolean;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** An Express middleware. */
export type Middleware<R extends IncomingRequest = IncomingRequest> = (
  request: R,
  response: OutgoingResponse,
  next: (error?: unknown) => void,
) => void;

export interface ProofRequirement<R extends IncomingRequest = IncomingRequest> extends ProofPlace {
  /**
   * What the proof must be about, from your session and database; undefined where no ticket is open. Those may change
   * while the proof is checked: in the route, do what `proofOf(request).ticketId` is about, and not what is open by then.
   */
  readonly expected: (request: R) => ExpectedProof | undefined | Promise<ExpectedProof | undefined>;
}

const sessions = new WeakMap<object, VerifiedSession>();
const proofs = new WeakMap<object, VerifiedProof>();

/**
 * Lets requests with a session through, by its access token or, where the totp-kit server is mounted on this origin, its
 * cookie. Others are answered 401 with a problem document; 503 when the server's keys cannot be had.
 */
export function requireSession(
  verifier: TokenVerifier,
  requirement: SessionRequirement = {},
): Middleware {
  return guard(async (request) => {
    const { method = 'GET' } = request;
    const header = (name: string) => headerOf(request, name);
    const session = await guardSession(verifier, { method, header }, requirement);
    if (session instanceof Denial) return session;
    sessions.set(request, session);
    return undefined;
  });
}

/** Whose request it is. @throws Error when `requireSession` does not stand before the route */
export function sessionOf(request: object): VerifiedSession {
  return found(sessions.get(request), 'requireSession');
}

/**
 * Lets requests through that prove a code for exactly this, once. Others are answered 403 with the code
 * `proof_required`; 503 when the server's keys cannot be had.
 * @throws TypeError when the verifier has no `isReplay`
 */
export function requireProof<R extends IncomingRequest = IncomingRequest>(
  verifier: TokenVerifier,
  requirement: ProofRequirement<R>,
): Middleware<R> {
  requireSingleUse(verifier);
  const { expected, header, field = 'proof' } = requirement;
  return guard<R>(async (request) => {
    const proof = await guardProof(verifier, await expected(request), () =>
      header === undefined ? fieldOf(request, field) : headerOf(request, header),
    );
    if (proof instanceof Denial) return proof;
    proofs.set(request, proof);
    return undefined;
  });
}

/** What the request has proved. @throws Error when `requireProof` does not stand before the route */
export function proofOf(request: object): VerifiedProof {
  return found(proofs.get(request), 'requireProof');
}

function guard<R extends IncomingRequest>(
  check: (request: R) => Promise<Denial | undefined>,
): Middleware<R> {
  return (request, response, next) => {
    check(request)
      .then((denial) => {
        if (denial === undefined) next();
        else answer(response, denial);
      }, next)
      // What `next` itself throws would end the process.
      .catch(next);
  };
}

function answer(response: OutgoingResponse, denial: Denial): void {
  // The site had no time to wait for this, and has answered already.
  if (response.headersSent === true || response.writableEnded === true) return;
  response.statusCode = denial.status;
  for (const [name, value] of Object.entries(denial.headers)) response.setHeader(name, value);
  response.end(denial.body);
}

function headerOf({ headers, rawHeaders }: IncomingRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  if (typeof value !== 'string') return undefined;
  // Node keeps the first of two; together they are no credentials, as everywhere else.
  const isDoubled = /^authorization$/i.test(name) && countOf(rawHeaders, name) > 1;
  return isDoubled ? `${value}, ${value}` : value;
}

function countOf(rawHeaders: readonly string[] = [], name: string): number {
  const isWanted = (text: string, index: number) =>
    index % 2 === 0 && text.toLowerCase() === name.toLowerCase();
  return rawHeaders.filter(isWanted).length;
}

/** No body was read from what has none, and none where no parser stands before, which cannot be told apart. */
function fieldOf({ body }: IncomingRequest, field: string): unknown {
  if (body !== undefined) return (body as Readonly<Record<string, unknown>> | null)?.[field];
  return new Denial(
    'proof_required',
    'There is no proof in this request: no form and no JSON was read from it. The site reads them by express.urlencoded() and express.json() before requireProof.',
  );
}

function found<Verified>(verified: Verified | undefined, guardName: string): Verified {
  if (verified !== undefined) return verified;
  throw new Error(`Nothing was checked for this request. Put ${guardName} before the route.`);
}
