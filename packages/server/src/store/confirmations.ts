import { limits } from '../core/durations.ts';
import { addAuthenticator, findCandidates } from './authenticators.ts';
import {
  cancelEnrollment,
  chargeEnrollment,
  closeEnrollment,
  wasConfirmed,
  type EnrollmentRecord,
} from './enrollments.ts';
import { recordEvent, type Actor } from './events.ts';
import type { Script } from './script.ts';
import { beginSession, findLiveSession, type LiveSessionTimes } from './sessions.ts';
import { chargeTicket, spendTicket } from './tickets.ts';
import { addUser, findUserByLoginId, findUserRecord, type UserRecord } from './users.ts';

export interface ConfirmationRequest {
  readonly enrollmentHash: string;
  readonly now: number;
  readonly by: Actor;
  /** IDs that the records get if the code is right. */
  readonly newUserId: string;
  readonly newAuthenticatorId: string;
  readonly newSession: { readonly sessionId: string; readonly refreshHash: string };
  /** Opens the enrollment's key and compares; seals the key anew for the authenticator it becomes. */
  readonly decide: (enrollment: EnrollmentRecord, userId: string) => ConfirmationDecision;
}

export type ConfirmationDecision =
  | { readonly kind: 'right'; readonly step: number; readonly sealedKey: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'unreadable' };

export type ConfirmationOutcome =
  | {
      readonly kind: 'confirmed';
      readonly user: UserRecord;
      readonly firstSeen: boolean;
      /** Only a sign-up begins a session. */
      readonly session?: LiveSessionTimes & { readonly sessionId: string };
    }
  | {
      readonly kind:
        | 'invalid_code'
        | 'login_id_taken'
        | 'limit_reached'
        | 'ticket_invalid'
        | 'unauthenticated'
        | 'enrollment_expired'
        | 'enrollment_confirmed';
    };

export interface ConfirmationStore {
  /** Decides a confirmation in one transaction: charge, compare, settle (security.md, the order of a verification). */
  confirmEnrollment(request: ConfirmationRequest): Promise<ConfirmationOutcome>;
}

export function* confirmEnrollment(request: ConfirmationRequest): Script<ConfirmationOutcome> {
  const { enrollmentHash, now } = request;
  const enrollment = yield* chargeEnrollment(enrollmentHash, now);
  if (enrollment === undefined) {
    const isConfirmed = yield* wasConfirmed(enrollmentHash, now);
    return { kind: isConfirmed ? 'enrollment_confirmed' : 'enrollment_expired' };
  }
  const userId = enrollment.userId ?? request.newUserId;
  const decision = request.decide(enrollment, userId);
  if (decision.kind !== 'right') return yield* refuseCode(enrollment, decision, request);

  return enrollment.action === 'sign-up'
    ? yield* confirmSignUp(enrollment, decision, request)
    : yield* confirmUpdate(enrollment, decision, request);
}

type RightCode = Extract<ConfirmationDecision, { kind: 'right' }>;

function* refuseCode(
  enrollment: EnrollmentRecord,
  decision: ConfirmationDecision,
  { now, by }: ConfirmationRequest,
): Script<ConfirmationOutcome> {
  if (enrollment.ticketId !== null) yield* chargeTicket(enrollment.ticketId);
  yield* recordEvent({
    action: decision.kind === 'unreadable' ? 'key.unreadable' : 'enrollment.failed',
    at: now,
    by,
    userId: enrollment.userId ?? undefined,
  });
  const isLast = enrollment.wrongCodes >= limits.wrongCodesPerEnrollment;
  return { kind: isLast ? 'enrollment_expired' : 'invalid_code' };
}

/** The unique canonical login ID decides between two who confirm at once; who loses learns it only with a right code. */
function* confirmSignUp(
  enrollment: EnrollmentRecord,
  decision: RightCode,
  request: ConfirmationRequest,
): Script<ConfirmationOutcome> {
  const { now, by, newUserId, newSession } = request;
  const isAdded = yield* addUser({
    userId: newUserId,
    loginId: { display: enrollment.loginId, canonical: enrollment.loginIdCanonical },
    loginIdVerified: 0,
    name: enrollment.name,
    email: enrollment.email,
    phone: enrollment.phone,
    signIn: 'direct',
    status: 'enabled',
    at: now,
  });
  if (!isAdded) {
    const owner = yield* findUserByLoginId(enrollment.loginIdCanonical);
    yield* cancelEnrollment(enrollment.enrollmentHash);
    yield* recordEvent({ action: 'enrollment.refused', at: now, by, userId: owner?.userId });
    return { kind: 'login_id_taken' };
  }
  yield* recordEvent({ action: 'user.created', at: now, by, userId: newUserId });
  const user = yield* keepAuthenticator({ enrollment, decision, request, userId: newUserId });
  const times = yield* beginSession({ ...newSession, userId: newUserId, at: now });
  return {
    kind: 'confirmed',
    user,
    firstSeen: true,
    session: { ...times, sessionId: newSession.sessionId },
  };
}

/** What permitted the start is checked again here, because it may have ended since. */
function* confirmUpdate(
  enrollment: EnrollmentRecord,
  decision: RightCode,
  request: ConfirmationRequest,
): Script<ConfirmationOutcome> {
  const { userId, sessionId, ticketId } = enrollment;
  if (userId === null) return { kind: 'enrollment_expired' };
  if (sessionId !== null && !(yield* findLiveSession(sessionId, request.now))) {
    return { kind: 'unauthenticated' };
  }
  const user = yield* findUserRecord(userId);
  if (user?.status !== 'enabled') return { kind: 'ticket_invalid' };
  const candidates = yield* findCandidates(userId);
  if (candidates.length >= limits.authenticatorsPerUser) return { kind: 'limit_reached' };
  if (ticketId !== null && !(yield* spendTicket(ticketId, request.now))) {
    return { kind: 'ticket_invalid' };
  }
  return {
    kind: 'confirmed',
    user: yield* keepAuthenticator({ enrollment, decision, request, userId }),
    firstSeen: false,
  };
}

function* keepAuthenticator(confirmed: {
  readonly enrollment: EnrollmentRecord;
  readonly decision: RightCode;
  readonly request: ConfirmationRequest;
  readonly userId: string;
}): Script<UserRecord> {
  const { enrollment, decision, request, userId } = confirmed;
  const { now, by, newAuthenticatorId } = request;
  yield* addAuthenticator({
    authenticatorId: newAuthenticatorId,
    userId,
    label: enrollment.label,
    sealedKey: decision.sealedKey,
    lastStep: decision.step,
    at: now,
  });
  yield* closeEnrollment(enrollment.enrollmentHash, { userId, now });
  yield* recordEvent({ action: 'enrollment.confirmed', at: now, by, userId });
  const user = yield* findUserRecord(userId);
  if (user === undefined) throw new Error('a confirmed user is missing inside its transaction');
  return user;
}
