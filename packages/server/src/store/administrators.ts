import type { ConsoleRole } from '@totp-kit/protocol';
import type { LoginId } from '../core/login-id.ts';
import {
  endConsoleSessionsOf,
  isAdministrator,
  type AdministratorUser,
} from './console-sessions.ts';
import { recordEvent, type Actor, type NewEvent } from './events.ts';
import { addInvitation, type NewInvitation } from './invitations.ts';
import { command, query, type Script } from './script.ts';
import { deleteWaysIn } from './user-access.ts';
import { addUser, lockUser, type Change } from './users.ts';

export interface AdministratorRecord {
  readonly administratorId: string;
  readonly loginId: string;
  readonly role: ConsoleRole;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  readonly authenticators: number;
  /** When the link that nobody has used ends. */
  readonly invitedUntil: number | null;
}

export interface NewAdministrator {
  readonly administratorId: string;
  /** As `administratorLoginId` makes it. */
  readonly loginId: LoginId;
  readonly role: ConsoleRole;
}

/** Whom a change is about. `oneself` is who asks for it; none on the command line. */
export interface AdministratorChange extends Change {
  readonly administratorId: string;
  readonly oneself?: string | undefined;
}

export type AdministratorRefusal = 'not_found' | 'oneself' | 'last';

export interface AdministratorStore {
  listAdministrators(now: number): Promise<readonly AdministratorRecord[]>;
  /** Keeps a link that makes the first administrator; false when there is one. */
  inviteFirstAdministrator(invitation: NewInvitation, by: Actor): Promise<boolean>;
  /** Makes an administrator, who enrolls by the invitation. False when another has the login ID. */
  createAdministrator(
    administrator: NewAdministrator,
    invitation: NewInvitation,
    by: Actor,
  ): Promise<boolean>;
  /** Ends an administrator's ways in and keeps an invitation to enroll again. */
  resetAdministrator(
    change: AdministratorChange,
    invitation: NewInvitation,
  ): Promise<'reset' | AdministratorRefusal>;
  /** Gives another role and ends the sessions. */
  changeRole(
    change: AdministratorChange,
    role: ConsoleRole,
  ): Promise<'changed' | AdministratorRefusal>;
  removeAdministrator(change: AdministratorChange): Promise<'removed' | AdministratorRefusal>;
}

const selectAdministrators = query<AdministratorRecord>(`
  SELECT users.user_id AS "administratorId", users.login_id AS "loginId", users.role, users.created_at AS "createdAt",
    users.last_sign_in_at AS "lastSignInAt",
    (SELECT count(*) FROM authenticators WHERE authenticators.user_id = users.user_id) AS authenticators,
    (SELECT max(expires_at) FROM invitations
      WHERE administrator_id = users.user_id AND spent_at IS NULL AND expires_at > :now) AS "invitedUntil"
  FROM users WHERE users.role IS NOT NULL
  ORDER BY users.login_id_canonical`);

const selectOthers = query<{ administratorId: string }>(`
  SELECT user_id AS "administratorId" FROM users
  WHERE role = 'administrator' AND status = 'enabled' AND user_id <> :administratorId
    AND EXISTS (SELECT 1 FROM authenticators WHERE authenticators.user_id = users.user_id)`);

/** Decisions about who is left are made one after the other: each begins by locking every administrator. */
const lockAll = query<{ administratorId: string }>(`
  SELECT user_id AS "administratorId" FROM users WHERE role IS NOT NULL ORDER BY user_id {{lock}}`);

const setRole = command('UPDATE users SET role = :role WHERE user_id = :administratorId');

const remove = command('DELETE FROM users WHERE user_id = :administratorId AND role IS NOT NULL');

const selectAny = query<{ administratorId: string }>(
  'SELECT user_id AS "administratorId" FROM users WHERE role IS NOT NULL LIMIT 1',
);

export function listAdministrators(now: number): Script<readonly AdministratorRecord[]> {
  return selectAdministrators.all({ now });
}

export function* hasAdministrator(): Script<boolean> {
  return (yield* selectAny.first({})) !== undefined;
}

export function* inviteFirstAdministrator(invitation: NewInvitation, by: Actor): Script<boolean> {
  if (yield* hasAdministrator()) return false;
  yield* addInvitation(invitation, null);
  yield* recordEvent({ action: 'administrator.invited', at: invitation.at, by, reason: 'first' });
  return true;
}

export function* createAdministrator(
  { administratorId, loginId, role }: NewAdministrator,
  invitation: NewInvitation,
  by: Actor,
): Script<boolean> {
  const { at } = invitation;
  if (!(yield* addAdministrator({ administratorId, loginId, role, at }, by))) return false;
  yield* addInvitation(invitation, administratorId);
  return true;
}

/** Adds an administrator; false when another has the login ID. */
export function* addAdministrator(
  { administratorId, loginId, role, at }: NewAdministrator & { readonly at: number },
  by: Actor,
): Script<boolean> {
  const isAdded = yield* addUser({
    userId: administratorId,
    loginId,
    loginIdVerified: 1,
    signIn: 'direct',
    status: 'enabled',
    role,
    at,
  });
  if (isAdded) {
    yield* record({ action: 'administrator.created', at, by, userId: administratorId }, role);
  }
  return isAdded;
}

export function* resetAdministrator(
  change: AdministratorChange,
  invitation: NewInvitation,
): Script<'reset' | AdministratorRefusal> {
  const { administratorId, at, by, oneself } = change;
  yield* lockAll.all({});
  const administrator = yield* findAdministrator(administratorId);
  if (administrator === undefined) return 'not_found';
  if (administratorId === oneself) return 'oneself';
  yield* deleteWaysIn(administratorId, at);
  yield* endConsoleSessionsOf(administratorId);
  yield* addInvitation(invitation, administratorId);
  yield* recordEvent({ action: 'administrator.reset', at, by, userId: administratorId });
  return 'reset';
}

export function* changeRole(
  change: AdministratorChange,
  role: ConsoleRole,
): Script<'changed' | AdministratorRefusal> {
  const { administratorId, at, by } = change;
  const refusal = yield* whyNotLessen(change);
  if (refusal !== undefined) return refusal;
  yield* setRole.run({ administratorId, role });
  yield* endConsoleSessionsOf(administratorId);
  yield* record({ action: 'administrator.role_changed', at, by, userId: administratorId }, role);
  return 'changed';
}

export function* removeAdministrator(
  change: AdministratorChange,
): Script<'removed' | AdministratorRefusal> {
  const { administratorId, at, by } = change;
  const refusal = yield* whyNotLessen(change);
  if (refusal !== undefined) return refusal;
  const { loginId = '' } = (yield* findAdministrator(administratorId)) ?? {};
  yield* remove.run({ administratorId });
  yield* record({ action: 'administrator.removed', at, by, userId: administratorId }, loginId);
  return 'removed';
}

/** Why an administrator may not lose what they may do: nobody locks themselves, or everybody, out. */
function* whyNotLessen({
  administratorId,
  oneself,
}: AdministratorChange): Script<AdministratorRefusal | undefined> {
  yield* lockAll.all({});
  const administrator = yield* findAdministrator(administratorId);
  if (administrator === undefined) return 'not_found';
  if (administratorId === oneself) return 'oneself';
  if (administrator.role !== 'administrator') return undefined;
  return (yield* selectOthers.first({ administratorId })) === undefined ? 'last' : undefined;
}

function* findAdministrator(administratorId: string): Script<AdministratorUser | undefined> {
  const user = yield* lockUser(administratorId);
  return user !== undefined && isAdministrator(user) ? user : undefined;
}

function record(event: NewEvent, reason: string): Script<void> {
  return recordEvent({ ...event, reason });
}
