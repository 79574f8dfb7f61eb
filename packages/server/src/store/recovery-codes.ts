import { command, query, type Script } from './script.ts';

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
