import { durations } from '../../core/durations.ts';
import type { LoginId } from '../../core/login-id.ts';
import type { ConfirmationDecision, ConfirmationRequest } from '../confirmations.ts';
import type { NewEnrollment } from '../enrollments.ts';
import type { Actor } from '../events.ts';
import type { Store } from '../store.ts';
import type { NewTicket } from '../tickets.ts';
import type { NewUser } from '../users.ts';
import type { VerificationDecision, VerificationRequest } from '../verifications.ts';

/** The time in all fixtures. */
export const start = Date.parse('2026-03-01T12:00:00Z');

export const by: Actor = { kind: 'anonymous', clientAddress: '192.0.2.7', requestId: 'req_1' };

let count = 0;

/** A name that no other row of the test run has. */
export function unique(prefix: string): string {
  count += 1;
  return `${prefix}_${count}`;
}

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

export function newSignUp(name: string, changes: Partial<NewEnrollment> = {}): NewEnrollment {
  return {
    enrollmentHash: unique('enrollment'),
    action: 'sign-up',
    loginId: loginIdOf(name),
    sealedKey: 'sealed-for-enrollment',
    permit: { kind: 'none' },
    at: start,
    expiresAt: start + durations.enrollment,
    ...changes,
  };
}

export function newTicket(userId: string, changes: Partial<NewTicket> = {}): NewTicket {
  return {
    ticketId: unique('ticket'),
    ticketHash: unique('ticket-hash'),
    userId,
    action: 'update-user',
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
    newUserId: unique('user'),
    newAuthenticatorId: unique('auth'),
    newSession: { sessionId: unique('session'), refreshHash: unique('refresh') },
    decide: right(100),
    ...changes,
  };
}

export function verification(
  name: string,
  changes: Partial<VerificationRequest> = {},
): VerificationRequest {
  return {
    loginIdCanonical: loginIdOf(name).canonical,
    loginIdHash: `hash-of-${name}`,
    now: start,
    by,
    newSession: { sessionId: unique('session'), refreshHash: unique('refresh') },
    decide: noMatch,
    ...changes,
  };
}

/** A decision that the first authenticator matches at a step. */
export function matchAt(step: number): VerificationRequest['decide'] {
  return ([candidate]): VerificationDecision =>
    candidate === undefined
      ? { kind: 'no_match' }
      : { kind: 'match', authenticatorId: candidate.authenticatorId, step };
}

export const noMatch = (): VerificationDecision => ({ kind: 'no_match' });

export interface SignedUp {
  readonly userId: string;
  readonly sessionId: string;
  readonly refreshHash: string;
}

/** A user who signed up with a code of step 100. */
export async function signUp(store: Store, name: string): Promise<SignedUp> {
  const enrollment = newSignUp(name);
  await store.startEnrollment(enrollment, by);
  const request = confirmation(enrollment.enrollmentHash);
  const outcome = await store.confirmEnrollment(request);
  if (outcome.kind !== 'confirmed') throw new Error(outcome.kind);
  return { userId: outcome.user.userId, ...request.newSession };
}
