import { createHmac, createSecretKey } from 'node:crypto';
import { seal, type SealingKey } from '../packages/server/src/core/seal.ts';
import { stepAt } from '../packages/server/src/core/totp.ts';
import { openSqlite, type Row } from './database.ts';
import { authenticators, userIdOf, users } from './seed-users.ts';

const ringKey = Buffer.alloc(32, 7);

/** The key ring that seals the keys of these people, as TOTP_KIT_KEYS has it. */
export const ringOfBench = `bench:${ringKey.toString('base64')}`;

/** The key of that ring. */
export const sealingKey: SealingKey = { id: 'bench', key: createSecretKey(ringKey) };
const batchRows = 10_000;

export function loginIdOf(index: number): string {
  return `person${index}@example.com`;
}

/** The code that the app of a person shows (RFC 4226 §5.3, RFC 6238 §4). */
export function codeOf(index: number, timestampMs: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(stepAt(timestampMs)));
  const mac = createHmac('sha1', keyOf(index)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** An address of its own for each number below 16 million. */
export function addressOf(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

/** Puts people who can sign in into a SQLite database that has its tables. */
export async function seedPeopleWithKeys(
  file: string,
  count: number,
  onProgress: (sentence: string) => void,
): Promise<void> {
  const database = openSqlite(file);
  const now = Date.now();
  try {
    for (let from = 0; from < count; from += batchRows) {
      const to = Math.min(count, from + batchRows);
      const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
      await database.insert(
        users,
        indexes.map((index) => userRow(index, now)),
      );
      await database.insert(
        authenticators,
        indexes.map((index) => authenticatorRow(index, now)),
      );
      onProgress(`${to} of ${count} people`);
    }
    await database.settle();
  } finally {
    await database.close();
  }
}

function userRow(index: number, now: number): Row {
  const loginId = loginIdOf(index);
  const names = [loginId, loginId, 1, null, null];
  return [userIdOf(index), ...names, 'direct', 'enabled', now, null, now, 1, 0, null, null];
}

function authenticatorRow(index: number, now: number): Row {
  const userId = userIdOf(index);
  const authenticatorId = `auth_${userId}`;
  const sealed = seal(keyOf(index), ['authenticator', userId, authenticatorId], sealingKey);
  return [authenticatorId, userId, 'Phone', sealed, 0, now, null];
}

/** Keys are made from the number, so that nothing has to be remembered of a million people. */
function keyOf(index: number): Buffer {
  return createHmac('sha1', 'keys of the bench').update(String(index)).digest();
}
