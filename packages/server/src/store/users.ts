import type { ConsoleRole, SignIn, UserStatus } from '@totp-kit/protocol';
import type { LoginId } from '../core/login-id.ts';
import { storedSearchKey } from '../core/search-key.ts';
import { readBudgetsOfUsers, type BudgetState } from './attempt-budgets.ts';
import { recordEvent, type Actor } from './events.ts';
import { countRecoveryCodesOf } from './recovery-codes.ts';
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
  /** When status, profile or authenticators changed last. */
  readonly changedAt: number;
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

/** What became of a change: a user who changed after it was looked at is left alone. */
export type ChangeOutcome = 'done' | 'not_found' | 'changed';

export interface UserStore {
  /** False when the login ID belongs to somebody. */
  createUser(user: NewUser, by: Actor): Promise<boolean>;
  findUser(userId: string, now: number): Promise<ManagedUserRecord | undefined>;
  findUserByLoginId(canonical: string): Promise<UserRecord | undefined>;
  /** Changes a user; disabling ends all their access. */
  updateUser(change: UserChange): Promise<ChangeOutcome>;
  /** Deletes a user and everything that is theirs. */
  deleteUser(userId: string, change: CheckedChange): Promise<ChangeOutcome>;
}

/** When something was done, and by whom. */
export interface Change {
  readonly at: number;
  readonly by: Actor;
}

/** A change of what somebody looked at before. */
export interface CheckedChange extends Change {
  /** Milliseconds: when the user was looked at. Nothing is done to one who changed after it. */
  readonly unchangedSince?: number | undefined;
}

export interface UserChange extends CheckedChange {
  readonly userId: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly status?: UserStatus | undefined;
}

const userColumns = `user_id AS "userId", login_id_canonical AS "loginIdCanonical", login_id AS "loginId",
  login_id_verified AS "loginIdVerified", name, email, phone, sign_in AS "signIn", status,
  created_at AS "createdAt", last_sign_in_at AS "lastSignInAt", changed_at AS "changedAt", role`;

const insertUser = command(`
  INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, name, email, phone, sign_in, status,
    role, created_at, changed_at, name_key, email_key)
  VALUES (:userId, :canonical, :display, :loginIdVerified, :name, :email, :phone, :signIn, :status,
    :role, :at, :at, :nameKey, :emailKey)
  ON CONFLICT (login_id_canonical) DO NOTHING`);

const selectUser = query<UserRecord>(`SELECT ${userColumns} FROM users WHERE user_id = :userId`);

const selectUserLocked = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE user_id = :userId {{lock}}`,
);

const selectManagedUserLocked = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE user_id = :userId AND role IS NULL {{lock}}`,
);

const selectManagedUsers = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE user_id {{in :userIds}} AND role IS NULL`,
);

const selectUserByLoginId = query<UserRecord>(
  `SELECT ${userColumns} FROM users WHERE login_id_canonical = :canonical {{lock}}`,
);

const changeUser = command(`
  UPDATE users SET name = coalesce(:name, name), email = coalesce(:email, email), phone = coalesce(:phone, phone),
    status = coalesce(:status, status), name_key = coalesce(:nameKey, name_key),
    email_key = coalesce(:emailKey, email_key), changed_at = :at
  WHERE user_id = :userId`);

const selectAuthenticators = query<AuthenticatorRecord>(`
  SELECT authenticator_id AS "authenticatorId", user_id AS "userId", label, created_at AS "createdAt",
    last_used_at AS "lastUsedAt"
  FROM authenticators WHERE user_id {{in :userIds}} ORDER BY created_at, authenticator_id`);

const noteSignIn = command('UPDATE users SET last_sign_in_at = :at WHERE user_id = :userId');

const removeUser = command('DELETE FROM users WHERE user_id = :userId');

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
    ...searchKeysOf(user),
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

/** Notes when somebody signed in. */
export function* touchSignIn(signIn: {
  readonly userId: string;
  readonly at: number;
}): Script<void> {
  yield* noteSignIn.run(signIn);
}

export function findUserRecord(userId: string): Script<UserRecord | undefined> {
  return selectUser.first({ userId });
}

/** A user whose row stays locked until the transaction ends: every decision about a user begins with this. */
export function lockUser(userId: string): Script<UserRecord | undefined> {
  return selectUserLocked.first({ userId });
}

/** Like `lockUser`, for what the management side does to users: an administrator is nobody to it. */
export function lockManagedUser(userId: string): Script<UserRecord | undefined> {
  return selectManagedUserLocked.first({ userId });
}

/** Whether a user is no longer what somebody looked at. */
export function hasChangedSince(user: UserRecord, unchangedSince: number | undefined): boolean {
  return unchangedSince !== undefined && user.changedAt > unchangedSince;
}

/** Like `lockUser`, by login ID. */
export function findUserByLoginId(canonical: string): Script<UserRecord | undefined> {
  return selectUserByLoginId.first({ canonical });
}

/** Changes what is given and leaves the rest; part of a transaction that also ends access where it must. */
export function* changeUserRecord(change: UserChange): Script<boolean> {
  const { userId, name, email, phone, status, at } = change;
  const changed = yield* changeUser.run({
    userId,
    at,
    ...searchKeysOf(change),
    name: name ?? null,
    email: email ?? null,
    phone: phone ?? null,
    status: status ?? null,
  });
  return changed === 1;
}

export function* findUser(userId: string, now: number): Script<ManagedUserRecord | undefined> {
  const [user] = yield* findManagedUsers([userId], now);
  return user;
}

/** Users in the order of their IDs as given; who is gone, or an administrator, is left out. */
export function* findManagedUsers(
  userIds: readonly string[],
  now: number,
): Script<readonly ManagedUserRecord[]> {
  const given = { userIds: JSON.stringify(userIds) };
  const users = Map.groupBy(yield* selectManagedUsers.all(given), ({ userId }) => userId);
  const authenticators = Map.groupBy(
    yield* selectAuthenticators.all(given),
    ({ userId }) => userId,
  );
  const recoveryCodes = yield* countRecoveryCodesOf(userIds);
  const budgets = yield* readBudgetsOfUsers(userIds, now);
  return userIds.flatMap((userId) =>
    (users.get(userId) ?? []).map((user) => ({
      user,
      authenticators: authenticators.get(userId) ?? [],
      recoveryCodesLeft: recoveryCodes.get(userId) ?? 0,
      ...budgets(userId),
    })),
  );
}

export function* deleteUser(userId: string, change: CheckedChange): Script<ChangeOutcome> {
  const { unchangedSince, ...done } = change;
  const user = yield* lockManagedUser(userId);
  if (user === undefined) return 'not_found';
  if (hasChangedSince(user, unchangedSince)) return 'changed';
  yield* removeUser.run({ userId });
  yield* recordEvent({ action: 'user.deleted', ...done, userId });
  return 'done';
}

function searchKeysOf({ name, email }: Pick<NewUser, 'name' | 'email'>) {
  return { nameKey: keyOf(name), emailKey: keyOf(email) };
}

function keyOf(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storedSearchKey(text);
}
