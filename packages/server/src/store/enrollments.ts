import type { LoginId } from '../core/login-id.ts';
import { limits } from '../core/durations.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';

/** What permits an `update-user` enrollment. */
export type EnrollmentPermit =
  | { readonly kind: 'none' }
  | { readonly kind: 'ticket'; readonly ticketId: string }
  | { readonly kind: 'session'; readonly sessionId: string };

export interface NewEnrollment {
  readonly enrollmentHash: string;
  readonly action: 'sign-up' | 'update-user';
  readonly loginId: LoginId;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly label?: string | undefined;
  readonly sealedKey: string;
  /** The user it is for; none yet for a sign-up. */
  readonly userId?: string | undefined;
  readonly permit: EnrollmentPermit;
  readonly at: number;
  readonly expiresAt: number;
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
  readonly wrongCodes: number;
}

export interface EnrollmentStore {
  /** Keeps an enrollment; an earlier one of the same ticket ends. */
  startEnrollment(enrollment: NewEnrollment, by: Actor): Promise<void>;
  /** Ends an enrollment that is not confirmed. */
  cancelEnrollment(enrollmentHash: string): Promise<void>;
}

const insertEnrollment = command(`
  INSERT INTO enrollments (enrollment_hash, action, login_id_canonical, login_id, name, email, phone, label,
    sealed_key, user_id, ticket_id, session_id, wrong_codes, created_at, expires_at)
  VALUES (:enrollmentHash, :action, :canonical, :display, :name, :email, :phone, :label,
    :sealedKey, :userId, :ticketId, :sessionId, 0, :at, :expiresAt)`);

const removeOfTicket = command(
  'DELETE FROM enrollments WHERE ticket_id = :ticketId AND confirmed_at IS NULL',
);

const removeOfUser = command(
  'DELETE FROM enrollments WHERE user_id = :userId AND confirmed_at IS NULL',
);

const removeOne = command(
  'DELETE FROM enrollments WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NULL',
);

const enrollmentColumns = `enrollment_hash AS "enrollmentHash", action, login_id_canonical AS "loginIdCanonical",
  login_id AS "loginId", name, email, phone, label, sealed_key AS "sealedKey", user_id AS "userId",
  ticket_id AS "ticketId", session_id AS "sessionId", wrong_codes AS "wrongCodes"`;

const charge = query<EnrollmentRecord>(`
  UPDATE enrollments SET wrong_codes = wrong_codes + 1
  WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NULL AND expires_at > :now
    AND wrong_codes < :wrongCodesLimit
  RETURNING ${enrollmentColumns}`);

const selectConfirmed = query<{ confirmedAt: number }>(`
  SELECT confirmed_at AS "confirmedAt" FROM enrollments
  WHERE enrollment_hash = :enrollmentHash AND confirmed_at IS NOT NULL AND expires_at > :now`);

/** The key is wiped: from here on only the authenticator has it. */
const close = command(`
  UPDATE enrollments SET confirmed_at = :now, sealed_key = '', user_id = :userId
  WHERE enrollment_hash = :enrollmentHash`);

export function* startEnrollment(enrollment: NewEnrollment, by: Actor): Script<void> {
  const { permit } = enrollment;
  const ticketId = permit.kind === 'ticket' ? permit.ticketId : null;
  const sessionId = permit.kind === 'session' ? permit.sessionId : null;
  if (ticketId !== null) yield* removeOfTicket.run({ ticketId });
  yield* insertEnrollment.run({
    enrollmentHash: enrollment.enrollmentHash,
    action: enrollment.action,
    canonical: enrollment.loginId.canonical,
    display: enrollment.loginId.display,
    name: enrollment.name ?? null,
    email: enrollment.email ?? null,
    phone: enrollment.phone ?? null,
    label: enrollment.label ?? null,
    sealedKey: enrollment.sealedKey,
    userId: enrollment.userId ?? null,
    ticketId,
    sessionId,
    at: enrollment.at,
    expiresAt: enrollment.expiresAt,
  });
  yield* recordEvent({
    action: 'enrollment.started',
    at: enrollment.at,
    by,
    userId: enrollment.userId,
    reason: enrollment.action,
  });
}

export function* cancelEnrollment(enrollmentHash: string): Script<void> {
  yield* removeOne.run({ enrollmentHash });
}

/** Charges a code before it is looked at; undefined when the enrollment is over. */
export function chargeEnrollment(
  enrollmentHash: string,
  now: number,
): Script<EnrollmentRecord | undefined> {
  return charge.first({
    enrollmentHash,
    now,
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

export function* endEnrollmentsOfUser(userId: string): Script<void> {
  yield* removeOfUser.run({ userId });
}
