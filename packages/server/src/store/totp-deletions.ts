import { hasAuthenticator } from './authenticators.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import { addTicket, type NewTicket } from './tickets.ts';
import { deleteWaysIn } from './user-access.ts';
import { hasChangedSince, lockManagedUser } from './users.ts';

export interface TotpDeletionRequest {
  readonly idempotencyKey: string;
  readonly userId: string;
  /** The ticket to enroll again with. */
  readonly ticket: NewTicket;
  readonly reason?: string | undefined;
  /** Milliseconds: when the user was looked at. Nothing is done to one who changed after it. */
  readonly unchangedSince?: number | undefined;
  readonly by: Actor;
}

export type TotpDeletionOutcome = 'deleted' | 'no_authenticator' | 'not_found' | 'changed';

export interface TotpDeletionResult {
  readonly outcome: TotpDeletionOutcome;
  /** False when an earlier request with the same key did it, whose ticket is not shown again. */
  readonly isNew: boolean;
}

export interface TotpDeletionStore {
  /** Binds an idempotency key to a request; false when it stands for a different one. */
  claimIdempotencyKey(claim: {
    readonly idempotencyKey: string;
    readonly requestHash: string;
    readonly at: number;
  }): Promise<boolean>;
  /**
   * Deletes one user's authenticators and, in the same transaction, ends their recovery codes, sessions, known
   * browsers, open enrollments and unspent tickets and makes the ticket to enroll again. With the same key it is done once.
   */
  deleteTotp(request: TotpDeletionRequest): Promise<TotpDeletionResult>;
}

const insertRequest = command(`
  INSERT INTO totp_deletion_requests (idempotency_key, request_hash, created_at)
  VALUES (:idempotencyKey, :requestHash, :at) ON CONFLICT (idempotency_key) DO NOTHING`);

const selectRequest = query<{ requestHash: string }>(`
  SELECT request_hash AS "requestHash" FROM totp_deletion_requests WHERE idempotency_key = :idempotencyKey`);

const insertDeletion = command(`
  INSERT INTO totp_deletions (idempotency_key, user_id, outcome) VALUES (:idempotencyKey, :userId, 'not_found')
  ON CONFLICT (idempotency_key, user_id) DO NOTHING`);

const setOutcome = command(`
  UPDATE totp_deletions SET outcome = :outcome WHERE idempotency_key = :idempotencyKey AND user_id = :userId`);

const selectDeletion = query<{ outcome: TotpDeletionOutcome }>(`
  SELECT outcome FROM totp_deletions WHERE idempotency_key = :idempotencyKey AND user_id = :userId`);

export function* claimIdempotencyKey(claim: {
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly at: number;
}): Script<boolean> {
  yield* insertRequest.run(claim);
  const request = yield* selectRequest.first({ idempotencyKey: claim.idempotencyKey });
  return request?.requestHash === claim.requestHash;
}

export function* deleteTotp(request: TotpDeletionRequest): Script<TotpDeletionResult> {
  const item = { idempotencyKey: request.idempotencyKey, userId: request.userId };
  const isNew = (yield* insertDeletion.run(item)) === 1;
  if (!isNew) {
    const earlier = yield* selectDeletion.first(item);
    return { outcome: earlier?.outcome ?? 'not_found', isNew };
  }
  const outcome = yield* deleteNow(request);
  yield* setOutcome.run({ ...item, outcome });
  return { outcome, isNew };
}

function* deleteNow(request: TotpDeletionRequest): Script<TotpDeletionOutcome> {
  const { userId, ticket, by } = request;
  const user = yield* lockManagedUser(userId);
  if (user === undefined) return 'not_found';
  if (hasChangedSince(user, request.unchangedSince)) return 'changed';
  if (!(yield* hasAuthenticator(userId))) return 'no_authenticator';
  yield* deleteWaysIn(userId, ticket.at);
  yield* recordEvent({ action: 'totp.deleted', at: ticket.at, by, userId, reason: request.reason });
  const loginId = { display: user.loginId, canonical: user.loginIdCanonical };
  yield* addTicket(ticket, { userId, loginId }, by);
  return 'deleted';
}
