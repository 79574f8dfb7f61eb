import type { ConsoleRole, SignIn, UserStatus } from '@totp-kit/protocol';
import type { LoginId } from '../core/login-id.ts';
import { budgetOfUser, readBudget, type BudgetState } from './attempt-budgets.ts';
import { recordEvent, type Actor } from './events.ts';
import { countRecoveryCodes } from './recovery-codes.ts';
import { command, query, type Script } from './script.ts';

export interface UserRecord {
  readonly userId: string;
  readonly loginIdCanonical: string;
  readonly loginId: string;
  /** 1 where the management side made the user or gave the ticket, otherwise 0. */
  readonly loginIdVerified: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly signIn: SignIn;
  readonly status: UserStatus;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  /** What an administrator may do; users have none. */
  readonly role: ConsoleRole | null;
}

export interface AuthenticatorRecord {
  readonly authenticatorId: string;
  readonly userId: string;
  readonly label: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** A user with what the management side sees beside them. */
export interface ManagedUserRecord extends BudgetState {
  readonly user: UserRecord;
  readonly authenticators: readonly AuthenticatorRecord[];
  readonly recoveryCodesLeft: number;
}

export interface NewUser {
  readonly userId: string;
  readonly loginId: LoginId;
  readonly loginIdVerified: 0 | 1;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly signIn: SignIn;
  readonly status: UserStatus;
  /** Makes an administrator. */
  readonly role?: ConsoleRole | undefined;
  readonly at: number;
}

export interface UserFilter {
  /** A prefix of the canonical login ID; empty for all. */
  readonly prefix: string;
  /** Only users whose canonical login ID comes after this one. */
  readonly after: string;
  readonly limit: number;
  readonly now: number;
}

export interface UserPageRecord {
  readonly users: readonly ManagedUserRecord[];
  /** How many users the filter finds; counting stops at 10,000. */
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** Counting more than so many users would cost more than the number is worth. */
const countedUpTo = 10_000;

export interface UserStore {
  /** False when the login ID belongs to somebody. */
  createUser(user: NewUser, by: Actor): Promise<boolean>;
  findUser(userId: string, now: number): Promise<ManagedUserRecord | undefined>;
  findUserByLoginId(canonical: string): Promise<UserRecord | undefined>;
  /** Changes a user; disabling ends all their access. False when there was none. */
  updateUser(change: UserChange): Promise<boolean>;
  /** Users by canonical login ID, rising. */
  listUsers(filter: UserFilter): Promise<UserPageRecord>;
  /** Deletes a user and everything that is theirs; false when there was none. */
  deleteUser(userId: string, change: Change): Promise<boolean>;
}

/** When something was done, and by whom. */
export interface Change {
  readonly at: number;
  readonly by: Actor;
}

export interface UserChange extends Change {
  readonly userId: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly status?: UserStatus | undefined;
}

const userColumns = `user_id AS "userId", login_id_canonical AS "loginIdCanonical", login_id AS "loginId",
  login_id_verified AS "loginIdVerified", name, email, phone, sign_in AS "signIn", status,
  created_at AS "createdAt", last_sign_in_at AS "lastSignInAt", role`;

const insertUser = command(`
  INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, name, email, phone, sign_in, status, role, created_at)
  VALUES (:userId, :canonical, :display, :loginIdVerified, :name, :email, :phone, :signIn, :status, :role, :at)
  ON CONFLICT (login_id_canonical) DO NOTHING`);

const selectUser = query<UserRecord>(`SELECT ${userColumns} FROM users WHERE user_id = :userId`);

const selectUserLocked = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE user_id = :userId {{lock}}`,
);

const selectUserByLoginId = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE login_id_canonical = :canonical {{lock}}`,
);

const changeUser = command(`
  UPDATE users SET name = coalesce(:name, name), email = coalesce(:email, email), phone = coalesce(:phone, phone),
    status = coalesce(:status, status)
  WHERE user_id = :userId`);

const selectUsers = query<UserRecord>(`
  SELECT ${userColumns} FROM users
  WHERE login_id_canonical > :after AND login_id_canonical >= :prefix AND login_id_canonical < :prefixEnd
  ORDER BY login_id_canonical LIMIT :limit`);

const countUsers = query<{ total: number }>(`
  SELECT count(*) AS total FROM (
    SELECT 1 FROM users WHERE login_id_canonical >= :prefix AND login_id_canonical < :prefixEnd LIMIT :limit
  ) AS counted`);

const selectAuthenticators = query<AuthenticatorRecord>(`
  SELECT authenticator_id AS "authenticatorId", user_id AS "userId", label, created_at AS "createdAt",
    last_used_at AS "lastUsedAt"
  FROM authenticators WHERE user_id = :userId ORDER BY created_at, authenticator_id`);

const removeUser = command('DELETE FROM users WHERE user_id = :userId');

/** The code point after every one that a login ID can hold, to close the range of a prefix. */
const lastCodePoint = '\u{10FFFF}';

/** Adds a user; false when the login ID belongs to somebody. Records nothing. */
export function* addUser(user: NewUser): Script<boolean> {
  const added = yield* insertUser.run({
    userId: user.userId,
    canonical: user.loginId.canonical,
    display: user.loginId.display,
    loginIdVerified: user.loginIdVerified,
    name: user.name ?? null,
    email: user.email ?? null,
    phone: user.phone ?? null,
    signIn: user.signIn,
    status: user.status,
    role: user.role ?? null,
    at: user.at,
  });
  return added === 1;
}

export function* createUser(user: NewUser, by: Actor): Script<boolean> {
  if (!(yield* addUser(user))) return false;
  yield* recordEvent({ action: 'user.created', at: user.at, by, userId: user.userId });
  return true;
}

export function findUserRecord(userId: string): Script<UserRecord | undefined> {
  return selectUser.first({ userId });
}

/** A user whose row stays locked until the transaction ends: every decision about a user begins with this. */
export function lockUser(userId: string): Script<UserRecord | undefined> {
  return selectUserLocked.first({ userId });
}

/** Like `lockUser`, by login ID. */
export function findUserByLoginId(canonical: string): Script<UserRecord | undefined> {
  return selectUserByLoginId.first({ canonical });
}

/** Changes what is given and leaves the rest; part of a transaction that also ends access where it must. */
export function* changeUserRecord(change: UserChange): Script<boolean> {
  const { userId, name, email, phone, status } = change;
  const changed = yield* changeUser.run({
    userId,
    name: name ?? null,
    email: email ?? null,
    phone: phone ?? null,
    status: status ?? null,
  });
  return changed === 1;
}

export function* findUser(userId: string, now: number): Script<ManagedUserRecord | undefined> {
  const user = yield* selectUser.first({ userId });
  return user && (yield* withDetails(user, now));
}

export function* listUsers({ prefix, after, limit, now }: UserFilter): Script<UserPageRecord> {
  const range = { prefix, prefixEnd: prefix + lastCodePoint };
  const found = yield* selectUsers.all({ ...range, after, limit });
  const users: ManagedUserRecord[] = [];
  for (const user of found) users.push(yield* withDetails(user, now));
  const count = yield* countUsers.first({ ...range, limit: countedUpTo + 1 });
  const total = count?.total ?? 0;
  return { users, total: Math.min(total, countedUpTo), totalIsExact: total <= countedUpTo };
}

export function* deleteUser(userId: string, change: Change): Script<boolean> {
  const removed = yield* removeUser.run({ userId });
  if (removed === 0) return false;
  yield* recordEvent({ action: 'user.deleted', ...change, userId });
  return true;
}

function* withDetails(user: UserRecord, now: number): Script<ManagedUserRecord> {
  const authenticators = yield* selectAuthenticators.all({ userId: user.userId });
  const recoveryCodesLeft = yield* countRecoveryCodes(user.userId);
  const budget = yield* readBudget(budgetOfUser(user.userId), now);
  return { user, authenticators, recoveryCodesLeft, ...budget };
}
