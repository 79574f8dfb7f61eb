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

const countCodesOf = query<{ userId: string; count: number }>(`
  SELECT user_id AS "userId", count(*) AS count FROM recovery_codes
  WHERE user_id {{in :userIds}} GROUP BY user_id`);

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

/** How many each of these users has left; who has none is left out. */
export function* countRecoveryCodesOf(
  userIds: readonly string[],
): Script<ReadonlyMap<string, number>> {
  const counts = yield* countCodesOf.all({ userIds: JSON.stringify(userIds) });
  return new Map(counts.map(({ userId, count }) => [userId, count]));
}
