import { durations } from '../packages/server/src/core/durations.ts';
import { readLoginId } from '../packages/server/src/core/login-id.ts';
import { storedSearchKey } from '../packages/server/src/core/search-key.ts';
import type { BulkDatabase, Row, Table } from './database.ts';
import { makePerson, type Random } from './people.ts';

/** What of all users is how: one in so many. */
const shares = {
  disabled: 0.03,
  withoutTotp: 0.1,
  ticket: 0.2,
  neverSignedIn: 0.15,
  waiting: 0.01,
} as const;

export const users: Table = {
  name: 'users',
  columns: {
    user_id: 'text',
    login_id_canonical: 'text',
    login_id: 'text',
    login_id_verified: 'bigint',
    name: 'text',
    email: 'text',
    sign_in: 'text',
    status: 'text',
    created_at: 'bigint',
    last_sign_in_at: 'bigint',
    changed_at: 'bigint',
    has_totp: 'bigint',
    refused_until: 'bigint',
    name_key: 'text',
    email_key: 'text',
  },
};

export const authenticators: Table = {
  name: 'authenticators',
  columns: {
    authenticator_id: 'text',
    user_id: 'text',
    label: 'text',
    sealed_key: 'text',
    last_step: 'bigint',
    created_at: 'bigint',
    last_used_at: 'bigint',
  },
};

const budgets: Table = {
  name: 'attempt_budgets',
  columns: {
    subject: 'text',
    user_id: 'text',
    consecutive_failures: 'bigint',
    waiting_until: 'bigint',
    expires_at: 'bigint',
  },
};

/** The ID of the user with a number. Scattered, as random IDs are. */
export function userIdOf(index: number): string {
  const scattered = (Math.imul(index + 1, 2_654_435_761) >>> 0).toString(36).padStart(7, '0');
  return `user_${scattered}${index.toString(36)}`;
}

/** Puts in the users with numbers from one to before another. Nobody can sign in as them: their keys are no keys. */
export async function seedUsers(
  database: BulkDatabase,
  numbers: { readonly from: number; readonly to: number; readonly now: number },
  random: Random,
): Promise<void> {
  const made = Array.from({ length: numbers.to - numbers.from }, (_, offset) =>
    makeUser(numbers.from + offset, numbers.now, random),
  );
  await database.insert(
    users,
    made.map(({ user }) => user),
  );
  await database.insert(
    authenticators,
    made.flatMap(({ authenticator }) => authenticator),
  );
  await database.insert(
    budgets,
    made.flatMap(({ budget }) => budget),
  );
}

interface MadeUser {
  readonly user: Row;
  readonly authenticator: readonly Row[];
  readonly budget: readonly Row[];
}

function makeUser(index: number, now: number, random: Random): MadeUser {
  const userId = userIdOf(index);
  const { loginId, name, email } = makePerson(index, random);
  const read = readLoginId(loginId);
  if ('fault' in read) throw new Error(`${loginId} is no login ID: ${read.fault}`);
  const is = (share: number) => random() < share;
  const createdAt = now - Math.floor(random() * 2 * 365 * durations.day);
  const hasTotp = !is(shares.withoutTotp);
  const lastSignInAt =
    !hasTotp || is(shares.neverSignedIn)
      ? null
      : createdAt + Math.floor(random() * (now - createdAt));
  const waitingUntil = is(shares.waiting) ? now + durations.hour : 0;
  return {
    user: [
      userId,
      read.canonical,
      read.display,
      is(0.5) ? 1 : 0,
      name,
      email,
      is(shares.ticket) ? 'ticket' : 'direct',
      is(shares.disabled) ? 'disabled' : 'enabled',
      createdAt,
      lastSignInAt,
      createdAt,
      hasTotp ? 1 : 0,
      waitingUntil,
      name && storedSearchKey(name),
      email && storedSearchKey(email),
    ],
    authenticator: hasTotp
      ? [[`auth_${userId}`, userId, 'Phone', 'not a key', 0, createdAt, lastSignInAt]]
      : [],
    budget:
      waitingUntil > 0
        ? [[`user:${userId}`, userId, 12, waitingUntil, now + 31 * durations.day]]
        : [],
  };
}
