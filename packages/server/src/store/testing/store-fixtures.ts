import { durations } from '../../core/durations.ts';
import type { LoginId } from '../../core/login-id.ts';
import type { ConfirmationDecision, ConfirmationRequest } from '../confirmations.ts';
import type { EnrollmentPermit } from '../enrollment-starts.ts';
import type { NewEnrollment } from '../enrollments.ts';
import type { Actor } from '../events.ts';
import type { Store } from '../store.ts';
import type { NewTicket } from '../tickets.ts';
import type { UserListRequest } from '../user-listing.ts';
import type { NewUser } from '../users.ts';
import type { Candidate } from '../authenticators.ts';
import type { CodeDecision, VerificationRequest } from '../verifications.ts';

/** The time in all fixtures. */
export const start = Date.parse('2026-03-01T12:00:00Z');

export const by: Actor = { kind: 'anonymous', clientAddress: '192.0.2.7', requestId: 'req_1' };

let count = 0;

/** A name that no other row of the test run has. */
export function unique(prefix: string): string {
  count += 1;
  return `${prefix}_${count}`;
}

/** A list of all users, by login ID. */
export const everybody: UserListRequest = {
  filter: {},
  sort: { by: 'loginId', direction: 'rising' },
  limit: 200,
  now: start,
};

export function loginIdOf(name: string): LoginId {
  return { display: name, canonical: name.toLowerCase() };
}

export function newUser(name: string, changes: Partial<NewUser> = {}): NewUser {
  return {
    userId: unique('user'),
    loginId: loginIdOf(name),
    loginIdVerified: 1,
    signIn: 'direct',
    status: 'enabled',
    at: start,
    ...changes,
  };
}

export function newEnrollment(changes: Partial<NewEnrollment> = {}): NewEnrollment {
  return {
    enrollmentHash: unique('enrollment'),
    seal: () => 'sealed-for-enrollment',
    at: start,
    expiresAt: start + durations.enrollment,
    ...changes,
  };
}

export function openSignUp(name: string): EnrollmentPermit {
  return { kind: 'open', loginId: loginIdOf(name), startSubjects: [] };
}

export function newTicket(changes: Partial<NewTicket> = {}): NewTicket {
  return {
    ticketId: unique('ticket'),
    ticketHash: unique('ticket-hash'),
    isOnlyWayIn: false,
    action: 'update-user',
    audience: 'https://site.example',
    purpose: 'link',
    returnUrl: null,
    at: start,
    expiresAt: start + durations.ticket,
    ...changes,
  };
}

/** A code that is right for the given step. */
export function right(step: number): () => ConfirmationDecision {
  return () => ({ kind: 'right', step, sealedKey: 'sealed-for-authenticator' });
}

export const wrong = (): ConfirmationDecision => ({ kind: 'wrong' });

export function confirmation(
  enrollmentHash: string,
  changes: Partial<ConfirmationRequest> = {},
): ConfirmationRequest {
  return {
    enrollmentHash,
    now: start,
    by,
    surface: 'users',
    newUserId: unique('user'),
    newAuthenticatorId: unique('auth'),
    newSession: { sessionId: unique('session'), refreshHash: unique('refresh') },
    newBrowser: { browserId: unique('browser'), tokenHash: unique('browser-token') },
    recoveryCodeHashes: () => [unique('recovery'), unique('recovery')],
    decide: right(100),
    ...changes,
  };
}

export function verification(
  name: string,
  changes: Partial<VerificationRequest> & { readonly decide?: Decide } = {},
): VerificationRequest {
  const { decide = noMatch, ...rest } = changes;
  return {
    claim: { kind: 'login', loginIdCanonical: loginIdOf(name).canonical },
    loginIdHash: `hash-of-${name}`,
    addressSubjects: [],
    now: start,
    by,
    newSession: { sessionId: unique('session'), refreshHash: unique('refresh') },
    newBrowser: { browserId: unique('browser'), tokenHash: unique('browser-token') },
    secret: { kind: 'code', decide },
    ...rest,
  };
}

type Decide = (candidates: readonly Candidate[]) => CodeDecision;

/** A decision that the first authenticator matches at a step. */
export function matchAt(step: number): Decide {
  return ([candidate]) =>
    candidate === undefined
      ? { kind: 'no_match' }
      : { kind: 'match', authenticatorId: candidate.authenticatorId, step };
}

export const noMatch: Decide = () => ({ kind: 'no_match' });

export interface SignedUp {
  readonly userId: string;
  readonly sessionId: string;
  readonly refreshHash: string;
}

/** A user who signed up with a code of step 100. */
export async function signUp(store: Store, name: string): Promise<SignedUp> {
  const enrollment = newEnrollment();
  await store.startEnrollment(enrollment, openSignUp(name), by);
  const request = confirmation(enrollment.enrollmentHash);
  const outcome = await store.confirmEnrollment(request);
  if (outcome.kind !== 'confirmed') throw new Error(outcome.kind);
  return { userId: outcome.user.userId, ...request.newSession };
}
