import { durations } from '../core/durations.ts';
import { endEnrollmentsOfInvitation } from './enrollments.ts';
import { command, query, type Script } from './script.ts';

/** A single-use link to become an administrator, or to enroll again as one. */
export interface NewInvitation {
  readonly invitationId: string;
  readonly invitationHash: string;
  readonly at: number;
  readonly expiresAt: number;
}

export interface LiveInvitation {
  readonly invitationId: string;
  /** None for the first administrator, who chooses their login ID. */
  readonly administratorId: string | null;
}

const insertInvitation = command(`
  INSERT INTO invitations (invitation_id, invitation_hash, administrator_id, created_at, expires_at)
  VALUES (:invitationId, :invitationHash, :administratorId, :at, :expiresAt)`);

const isLive = `spent_at IS NULL AND expires_at > :now AND created_at - ${durations.ahead} <= :now`;

const selectByHash = query<LiveInvitation>(`
  SELECT invitation_id AS "invitationId", administrator_id AS "administratorId"
  FROM invitations WHERE invitation_hash = :invitationHash AND ${isLive}`);

const markSpent = command(
  `UPDATE invitations SET spent_at = :now WHERE invitation_id = :invitationId AND ${isLive}`,
);

const selectAdministrator = query<{ administratorId: string | null }>(`
  SELECT administrator_id AS "administratorId" FROM invitations WHERE invitation_id = :invitationId`);

const removeUnspentOf = command(
  'DELETE FROM invitations WHERE administrator_id = :administratorId AND spent_at IS NULL',
);

/** The first administrator's is one row for ever, so that of two made at once only one is left. */
const firstInvitationId = 'invitation_first';

const putFirst = command(`
  INSERT INTO invitations (invitation_id, invitation_hash, administrator_id, created_at, expires_at)
  VALUES (:invitationId, :invitationHash, NULL, :at, :expiresAt)
  ON CONFLICT (invitation_id) DO UPDATE
    SET invitation_hash = excluded.invitation_hash, created_at = excluded.created_at,
      expires_at = excluded.expires_at, spent_at = NULL`);

const removeOne = command('DELETE FROM invitations WHERE invitation_id = :invitationId');

/** Keeps an invitation; an earlier one for the same administrator ends. */
export function* addInvitation(
  { invitationId, invitationHash, at, expiresAt }: NewInvitation,
  administratorId: string,
): Script<void> {
  yield* removeUnspentOf.run({ administratorId });
  yield* insertInvitation.run({ invitationId, invitationHash, administratorId, at, expiresAt });
}

/** Keeps the first administrator's invitation; an earlier one ends, and with it what it began. */
export function* addFirstInvitation({
  invitationHash,
  at,
  expiresAt,
}: NewInvitation): Script<void> {
  const invitationId = firstInvitationId;
  yield* putFirst.run({ invitationId, invitationHash, at, expiresAt });
  yield* endEnrollmentsOfInvitation(invitationId);
}

export function* removeFirstInvitation(): Script<void> {
  yield* removeOne.run({ invitationId: firstInvitationId });
}

/** An invitation that is unspent and in time. */
export function findInvitation(
  invitationHash: string,
  now: number,
): Script<LiveInvitation | undefined> {
  return selectByHash.first({ invitationHash, now });
}

/** Spends an invitation: whom it is for, or undefined when it is over. True for the first who does. */
export function* spendInvitation(
  invitationId: string,
  now: number,
): Script<{ readonly administratorId: string | null } | undefined> {
  if ((yield* markSpent.run({ invitationId, now })) === 0) return undefined;
  return yield* selectAdministrator.first({ invitationId });
}
