import { limits } from '../core/durations.ts';
import { forgiveStart } from './address-budgets.ts';
import { confirmAdministrator } from './administrator-confirmations.ts';
import { deleteAuthenticator, findCandidates } from './authenticators.ts';
import type { ConsoleSessionRecord } from './console-sessions.ts';
import {
  cancelEnrollment,
  chargeEnrollment,
  findEnrollmentOwner,
  subjectOf,
  wasConfirmed,
  type EnrollmentRecord,
  type EnrollmentSurface,
} from './enrollments.ts';
import { recordEvent, type Actor } from './events.ts';
import { addBrowser, type NewBrowser } from './known-browsers.ts';
import { keepAuthenticator, type RightConfirmation } from './right-confirmation.ts';
import type { Script } from './script.ts';
import { beginSession, findLiveSession, type LiveSessionTimes } from './sessions.ts';
import { chargeTicket, endOnlyWaysIn, settleTicket, type AnsweredTicket } from './tickets.ts';
import { addUser, findUserByLoginId, lockUser, type UserRecord } from './users.ts';

export interface ConfirmationRequest {
  readonly enrollmentHash: string;
  readonly surface: EnrollmentSurface;
  readonly now: number;
  readonly by: Actor;
  /** What the records get if the code is right. */
  readonly newUserId: string;
  readonly newAuthenticatorId: string;
  readonly newSession: { readonly sessionId: string; readonly refreshHash: string };
  readonly newBrowser: NewBrowser;
  /** Hashes of the recovery codes that go with a first authenticator. */
  readonly recoveryCodeHashes: (userId: string) => readonly string[];
  /** Opens the enrollment's key and compares; seals the key anew for the authenticator it becomes. */
  readonly decide: (enrollment: EnrollmentRecord, userId: string) => ConfirmationDecision;
}

export type ConfirmationDecision =
  | { readonly kind: 'right'; readonly step: number; readonly sealedKey: string }
  | { readonly kind: 'wrong'; readonly clockOffsetSeconds?: number | undefined }
  | { readonly kind: 'unreadable' };

export type ConfirmationOutcome =
  | {
      readonly kind: 'confirmed';
      readonly user: UserRecord;
      readonly firstSeen: boolean;
      /** Only a sign-up begins a session and makes the browser known. */
      readonly session?: LiveSessionTimes & { readonly sessionId: string };
      /** Of an administrator. */
      readonly consoleSession?: ConsoleSessionRecord;
      readonly ticket?: AnsweredTicket | undefined;
      readonly hasNewRecoveryCodes: boolean;
    }
  | { readonly kind: 'invalid_code'; readonly clockOffsetSeconds?: number | undefined }
  | {
      readonly kind:
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
  const ownerId = yield* findEnrollmentOwner(enrollmentHash);
  const owner = ownerId === undefined ? undefined : yield* lockUser(ownerId);

  const enrollment = yield* chargeEnrollment(request);
  if (enrollment === undefined) {
    const isConfirmed = yield* wasConfirmed(enrollmentHash, now);
    return { kind: isConfirmed ? 'enrollment_confirmed' : 'enrollment_expired' };
  }
  const { ticketId } = enrollment;
  if (ticketId !== null && !(yield* chargeTicket(ticketId, now))) return { kind: 'ticket_invalid' };

  const decision = request.decide(enrollment, ownerId ?? request.newUserId);
  if (decision.kind !== 'right') return yield* refuseCode(enrollment, decision, request);
  if (decision.step < enrollment.codesValidFrom) {
    return yield* refuseCode(enrollment, { kind: 'wrong' }, request);
  }

  const confirmed: RightConfirmation = { enrollment, decision, request };
  if (enrollment.invitationId !== null)
    return yield* confirmAdministrator(confirmed, enrollment.invitationId);
  return enrollment.action === 'sign-up'
    ? yield* confirmSignUp(confirmed)
    : yield* confirmUpdate(confirmed, owner);
}

function* refuseCode(
  enrollment: EnrollmentRecord,
  decision: Exclude<ConfirmationDecision, { kind: 'right' }>,
  { now, by }: ConfirmationRequest,
): Script<ConfirmationOutcome> {
  yield* recordEvent({
    action: decision.kind === 'unreadable' ? 'key.unreadable' : 'enrollment.failed',
    at: now,
    by,
    userId: subjectOf(enrollment),
  });
  if (enrollment.wrongCodes >= limits.wrongCodesPerEnrollment) {
    return { kind: 'enrollment_expired' };
  }
  const clockOffsetSeconds = decision.kind === 'wrong' ? decision.clockOffsetSeconds : undefined;
  return { kind: 'invalid_code', clockOffsetSeconds };
}

/** The unique canonical login ID decides between two who confirm at once; who loses learns it only with a right code. */
function* confirmSignUp(confirmed: RightConfirmation): Script<ConfirmationOutcome> {
  const { enrollment, request } = confirmed;
  const { now, by, newUserId, newSession, newBrowser } = request;
  const { ticketId } = enrollment;
  const isAdded = yield* addUser({
    userId: newUserId,
    loginId: { display: enrollment.loginId, canonical: enrollment.loginIdCanonical },
    loginIdVerified: ticketId === null ? 0 : 1,
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
    yield* recordEvent({
      action: 'enrollment.refused',
      at: now,
      by,
      userId: owner?.userId,
      reason: 'login_id_taken',
    });
    return { kind: 'login_id_taken' };
  }
  const ticket = ticketId === null ? undefined : yield* settleTicket(ticketId, now);
  yield* recordEvent({ action: 'user.created', at: now, by, userId: newUserId });
  yield* forgiveStart(enrollment.startSubjects.split(' ').filter(Boolean));
  const kept = yield* keepAuthenticator(confirmed, newUserId);
  const times = yield* beginSession({ ...newSession, userId: newUserId, at: now });
  yield* addBrowser(newBrowser, { userId: newUserId, now });
  return {
    kind: 'confirmed',
    ...kept,
    firstSeen: true,
    session: { ...times, sessionId: newSession.sessionId },
    ticket,
  };
}

/** What permitted the start is checked again here, because it may have ended since. */
function* confirmUpdate(
  confirmed: RightConfirmation,
  owner: UserRecord | undefined,
): Script<ConfirmationOutcome> {
  const { enrollment, request } = confirmed;
  const { sessionId, ticketId, replacesId } = enrollment;
  const { now } = request;
  if (sessionId !== null && !(yield* findLiveSession(sessionId, now))) {
    return { kind: 'unauthenticated' };
  }
  if (owner?.status !== 'enabled') return { kind: 'ticket_invalid' };
  const { userId } = owner;
  const candidates = yield* findCandidates(userId);
  const replaced = candidates.find(({ authenticatorId }) => authenticatorId === replacesId);
  if (candidates.length - (replaced ? 1 : 0) >= limits.authenticatorsPerUser) {
    return { kind: 'limit_reached' };
  }
  const ticket = ticketId === null ? undefined : yield* settleTicket(ticketId, now);
  if (replaced !== undefined) yield* deleteAuthenticator(replaced, now);
  yield* endOnlyWaysIn(userId);
  const kept = yield* keepAuthenticator(confirmed, userId);
  return { kind: 'confirmed', ...kept, firstSeen: false, ticket };
}
