import type { AddressSubject } from '../core/address-budget.ts';
import { durations, limits } from '../core/durations.ts';
import type { LoginId } from '../core/login-id.ts';
import { recordEvent, type Actor } from './events.ts';
import { codesValidFrom } from './marks.ts';
import { command, query, type Script } from './script.ts';
import { keyMaySeal, storeSealed } from './sealing.ts';

export interface NewEnrollment {
  readonly enrollmentHash: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly label?: string | undefined;
  /** Seals its key, when it is stored: no other key has taken over since. */
  readonly seal: () => string;
  /** An authenticator that ends when this one is confirmed. */
  readonly replacesId?: string | undefined;
  readonly at: number;
  readonly expiresAt: number;
}

/** Whom an enrollment is for and what permitted it. */
export interface EnrollmentGround {
  readonly action: 'sign-up' | 'update-user';
  readonly loginId: LoginId;
  readonly userId: string | null;
  readonly ticketId: string | null;
  readonly sessionId: string | null;
  /** An administrator's. */
  readonly invitationId: string | null;
  /** What the start is counted for; nothing where a ticket or a session permitted it. */
  readonly startSubjects: readonly AddressSubject[];
}

export interface EnrollmentRecord {
  readonly enrollmentHash: string;
  readonly action: 'sign-up' | 'update-user';
  readonly loginIdCanonical: string;
  readonly loginId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly label: string | null;
  readonly sealedKey: string;
  readonly userId: string | null;
  readonly ticketId: string | null;
  readonly sessionId: string | null;
  readonly invitationId: string | null;
  readonly replacesId: string | null;
  /** Separated by spaces. */
  readonly startSubjects: string;
  readonly wrongCodes: number;
  /** The first step whose codes count. */
  readonly codesValidFrom: number;
}

const insertEnrollment = command(`
  INSERT INTO enrollments (enrollment_hash, action, login_id_canonical, login_id, name, email, phone, label,
    sealed_key, user_id, ticket_id, session_id, invitation_id, replaces_id, start_subjects, wrong_codes, created_at, expires_at)
  SELECT :enrollmentHash, :action, :canonical, :display, :name, :email, :phone, :label,
    :sealedKey, :userId, :ticketId, :sessionId, :invitationId, :replacesId, :startSubjects, 0, :at, :expiresAt
  WHERE ${keyMaySeal}`);

const removeOfTicket = command(
  'DELETE FROM enrollments WHERE ticket_id = :ticketId AND confirmed_at IS NULL',
);

const removeOfInvitation = command(
  'DELETE FROM enrollments WHERE invitation_id = :invitationId AND confirmed_at IS NULL',
);

const removeOfSession = command(
  'DELETE FROM enrollments WHERE session_id = :sessionId AND confirmed_at IS NULL',
);

const removeOfUser = command(
  'DELETE FROM enrollments WHERE user_id = :userId AND confirmed_at IS NULL',
);

const removeOne = command(
  'DELETE FROM enrollments WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NULL',
);

const enrollmentColumns = `enrollment_hash AS "enrollmentHash", action, login_id_canonical AS "loginIdCanonical",
  login_id AS "loginId", name, email, phone, label, sealed_key AS "sealedKey", user_id AS "userId",
  ticket_id AS "ticketId", session_id AS "sessionId", invitation_id AS "invitationId", replaces_id AS "replacesId",
  start_subjects AS "startSubjects", wrong_codes AS "wrongCodes"`;

const charge = query<EnrollmentRecord>(`
  UPDATE enrollments SET wrong_codes = wrong_codes + 1
  WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NULL AND expires_at > :now
    AND created_at - ${durations.ahead} <= :now AND wrong_codes < :wrongCodesLimit
    AND (CASE WHEN invitation_id IS NULL THEN 'users' ELSE 'console' END) = :surface
  RETURNING ${enrollmentColumns}, ${codesValidFrom} AS "codesValidFrom"`);

const selectOwner = query<{ userId: string | null }>(
  'SELECT user_id AS "userId" FROM enrollments WHERE enrollment_hash = :enrollmentHash',
);

const selectConfirmed = query<{ confirmedAt: number }>(`
  SELECT confirmed_at AS "confirmedAt" FROM enrollments
  WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NOT NULL AND expires_at > :now`);

/** The key is wiped: from here on only the authenticator has it. */
const close = command(`
  UPDATE enrollments SET confirmed_at = :now, sealed_key = '', user_id = :userId
  WHERE enrollment_hash = :enrollmentHash`);

/** Where an enrollment is begun and confirmed: an administrator's only in the console, and nobody else's there. */
export type EnrollmentSurface = 'users' | 'console';

/** Keeps an enrollment; an earlier one of the same ticket, invitation or session ends. */
export function* addEnrollment(
  enrollment: NewEnrollment,
  ground: EnrollmentGround,
  by: Actor,
): Script<void> {
  const { ticketId, invitationId, sessionId, userId, loginId, action } = ground;
  if (ticketId !== null) yield* removeOfTicket.run({ ticketId });
  if (invitationId !== null) yield* endEnrollmentsOfInvitation(invitationId);
  if (sessionId !== null) yield* removeOfSession.run({ sessionId });
  const sealedKey = enrollment.seal();
  yield* storeSealed(insertEnrollment, sealedKey, {
    ...loginId,
    sealedKey,
    action,
    userId,
    ticketId,
    sessionId,
    invitationId,
    startSubjects: ground.startSubjects.map(({ subject }) => subject).join(' '),
    enrollmentHash: enrollment.enrollmentHash,
    name: enrollment.name ?? null,
    email: enrollment.email ?? null,
    phone: enrollment.phone ?? null,
    label: enrollment.label ?? null,
    replacesId: enrollment.replacesId ?? null,
    at: enrollment.at,
    expiresAt: enrollment.expiresAt,
  });
  yield* recordEvent({
    action: 'enrollment.started',
    at: enrollment.at,
    by,
    userId: subjectOf(ground),
    reason: action,
  });
}

/** Whom events about an enrollment name. The first administrator has no ID before they confirm. */
export function subjectOf({
  userId,
  invitationId,
}: Pick<EnrollmentGround, 'userId' | 'invitationId'>): string | undefined {
  return userId ?? (invitationId === null ? undefined : 'admin_first');
}

/** Ends an enrollment that is not confirmed. */
export function* cancelEnrollment(enrollmentHash: string): Script<void> {
  yield* removeOne.run({ enrollmentHash });
}

/** Whom an enrollment is for, without locking it: the user's row is locked first, everywhere. */
export function* findEnrollmentOwner(enrollmentHash: string): Script<string | undefined> {
  return (yield* selectOwner.first({ enrollmentHash }))?.userId ?? undefined;
}

/** Charges a code before it is looked at; undefined when the enrollment is over. */
export function chargeEnrollment(attempt: {
  readonly enrollmentHash: string;
  readonly now: number;
  readonly surface: EnrollmentSurface;
}): Script<EnrollmentRecord | undefined> {
  const { enrollmentHash, now, surface } = attempt;
  return charge.first({
    enrollmentHash,
    now,
    surface,
    wrongCodesLimit: limits.wrongCodesPerEnrollment,
  });
}

/** Whether the enrollment was confirmed lately, so that a lost answer can be told from an expired one. */
export function* wasConfirmed(enrollmentHash: string, now: number): Script<boolean> {
  return (yield* selectConfirmed.first({ enrollmentHash, now })) !== undefined;
}

export function* closeEnrollment(
  enrollmentHash: string,
  confirmed: { readonly userId: string; readonly now: number },
): Script<void> {
  yield* close.run({ enrollmentHash, ...confirmed });
}

export function* endEnrollmentsOfInvitation(invitationId: string): Script<void> {
  yield* removeOfInvitation.run({ invitationId });
}

export function* endEnrollmentsOfUser(userId: string): Script<void> {
  yield* removeOfUser.run({ userId });
}
