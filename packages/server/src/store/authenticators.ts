import { codesValidFrom } from './marks.ts';
import { command, query, type Script } from './script.ts';
import { keyMaySeal, storeSealed } from './sealing.ts';

/** An authenticator as a verification needs it. */
export interface Candidate {
  readonly authenticatorId: string;
  readonly userId: string;
  readonly sealedKey: string;
  readonly lastStep: number;
}

export interface NewAuthenticator {
  readonly authenticatorId: string;
  readonly userId: string;
  readonly label: string | null;
  readonly sealedKey: string;
  /** The step of the confirming code, which is spent. */
  readonly lastStep: number;
  readonly at: number;
}

const insertAuthenticator = command(`
  INSERT INTO authenticators (authenticator_id, user_id, label, sealed_key, last_step, created_at)
  SELECT :authenticatorId, :userId, :label, :sealedKey, :lastStep, :at WHERE ${keyMaySeal}`);

const selectCandidates = query<Candidate>(`
  SELECT authenticator_id AS "authenticatorId", user_id AS "userId", sealed_key AS "sealedKey", last_step AS "lastStep"
  FROM authenticators WHERE user_id = :userId ORDER BY authenticator_id`);

const raiseLastStep = command(`
  UPDATE authenticators SET last_step = :step, last_used_at = :at
  WHERE authenticator_id = :authenticatorId AND last_step < :step AND ${codesValidFrom} <= :step`);

const removeAuthenticator = command(
  'DELETE FROM authenticators WHERE authenticator_id = :authenticatorId AND user_id = :userId',
);

const renameAuthenticator = command(`
  UPDATE authenticators SET label = :label WHERE authenticator_id = :authenticatorId AND user_id = :userId`);

const removeAuthenticators = command('DELETE FROM authenticators WHERE user_id = :userId');

/** What users are listed by follows their authenticators. */
const noteChange = command(`
  UPDATE users SET changed_at = :at,
    has_totp = CASE WHEN EXISTS (SELECT 1 FROM authenticators WHERE user_id = :userId) THEN 1 ELSE 0 END
  WHERE user_id = :userId`);

export function* addAuthenticator(authenticator: NewAuthenticator): Script<void> {
  const { userId, at, sealedKey } = authenticator;
  yield* storeSealed(insertAuthenticator, sealedKey, { ...authenticator });
  yield* noteChange.run({ userId, at });
}

export function findCandidates(userId: string): Script<readonly Candidate[]> {
  return selectCandidates.all({ userId });
}

export function* hasAuthenticator(userId: string): Script<boolean> {
  return (yield* selectCandidates.all({ userId })).length > 0;
}

/**
 * Spends a step: true for the first who does. Steps only rise, so a code is accepted once (RFC 6238 §5.2), and begin
 * after everything that was live when the database was restored.
 */
export function* spendStep(use: {
  readonly authenticatorId: string;
  readonly step: number;
  readonly at: number;
}): Script<boolean> {
  return (yield* raiseLastStep.run(use)) === 1;
}

/** One authenticator, named together with its owner: of anybody else's it finds nothing. */
export interface OwnedAuthenticator {
  readonly userId: string;
  readonly authenticatorId: string;
}

export function* deleteAuthenticator(owned: OwnedAuthenticator, at: number): Script<boolean> {
  const { userId, authenticatorId } = owned;
  const removed = yield* removeAuthenticator.run({ userId, authenticatorId });
  yield* noteChange.run({ userId, at });
  return removed === 1;
}

export function* labelAuthenticator(owned: OwnedAuthenticator, label: string): Script<boolean> {
  return (yield* renameAuthenticator.run({ ...owned, label })) === 1;
}

/** Deletes a user's authenticators and says how many there were. */
export function* deleteAuthenticators(userId: string, at: number): Script<number> {
  const removed = yield* removeAuthenticators.run({ userId });
  yield* noteChange.run({ userId, at });
  return removed;
}
