import { recordEvent, type Actor } from './events.ts';
import { findCandidates } from './authenticators.ts';
import { command, query, type Script } from './script.ts';

export interface RecoveryCodeStore {
  /** Puts a new set in the place of the old one; false when the user has no authenticator. */
  renewRecoveryCodes(renewal: RecoveryCodeRenewal): Promise<boolean>;
}

export interface RecoveryCodeRenewal {
  readonly userId: string;
  readonly codeHashes: readonly string[];
  readonly at: number;
  readonly by: Actor;
}

const insertCode = command(
  'INSERT INTO recovery_codes (user_id, code_hash) VALUES (:userId, :codeHash)',
);

const removeCode = command(
  'DELETE FROM recovery_codes WHERE user_id = :userId AND code_hash = :codeHash',
);

const removeCodes = command('DELETE FROM recovery_codes WHERE user_id = :userId');

const countCodes = query<{ count: number }>(
  'SELECT count(*) AS count FROM recovery_codes WHERE user_id = :userId',
);

export function* renewRecoveryCodes(renewal: RecoveryCodeRenewal): Script<boolean> {
  const { userId, codeHashes, at, by } = renewal;
  if ((yield* findCandidates(userId)).length === 0) return false;
  yield* replaceRecoveryCodes(userId, codeHashes);
  yield* recordEvent({ action: 'recovery_codes.created', at, by, userId });
  return true;
}

export function* replaceRecoveryCodes(userId: string, codeHashes: readonly string[]): Script<void> {
  yield* removeCodes.run({ userId });
  for (const codeHash of codeHashes) yield* insertCode.run({ userId, codeHash });
}

/** Uses a code up: true for the first who does. */
export function* useRecoveryCode(userId: string, codeHash: string): Script<boolean> {
  return (yield* removeCode.run({ userId, codeHash })) === 1;
}

export function deleteRecoveryCodes(userId: string): Script<number> {
  return removeCodes.run({ userId });
}

export function* countRecoveryCodes(userId: string): Script<number> {
  return (yield* countCodes.first({ userId }))?.count ?? 0;
}
