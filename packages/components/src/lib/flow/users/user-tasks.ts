import type { ConsoleSession, ManagedUser } from '@totp-kit/protocol';

/** What an administrator can have done to users. */
export const userTaskKinds = [
  'delete-totp',
  'new-link',
  'enable',
  'disable',
  'sign-out',
  'forget-browsers',
  'end-waiting',
  'delete-user',
] as const;
export type UserTaskKind = (typeof userTaskKinds)[number];

/** Those that make sense for many users at once, in the order in which they are offered. */
export const bulkTaskKinds = ['delete-totp', 'enable', 'disable', 'sign-out'] as const;

/** Those that are done without asking, for one user: they take nothing away. */
const harmless: readonly UserTaskKind[] = ['new-link', 'enable', 'end-waiting'];

/** What an administrator may do: their role, and whether links to enroll are shown to them. */
export type UserPermissions = Readonly<Pick<ConsoleSession, 'role' | 'seesLinks'>>;

export interface UserTask {
  readonly kind: UserTaskKind;
  readonly users: readonly ManagedUser[];
  /** When the users were as they are here. Whoever changed later is left alone. */
  readonly unchangedSince?: string | undefined;
  readonly reason?: string | undefined;
}

/** Whether a role has a task at all. The server decides; this keeps what it would refuse out of the way. */
export function mayDo(kind: UserTaskKind, { role, seesLinks }: UserPermissions): boolean {
  if (role === 'viewer') return false;
  if (role === 'administrator') return true;
  return kind !== 'delete-user' && (kind !== 'new-link' || seesLinks);
}

/** Whether a task would change anything about a user. `now` is in milliseconds since the epoch. */
export function isPossible(kind: UserTaskKind, user: ManagedUser, now: number): boolean {
  if (kind === 'delete-totp') return user.authenticators.length > 0;
  if (kind === 'new-link') return user.authenticators.length === 0 && user.status === 'enabled';
  if (kind === 'enable') return user.status === 'disabled';
  if (kind === 'disable') return user.status === 'enabled';
  return kind === 'end-waiting' ? isHeldBack(user, now) : true;
}

/** Whether attempts of a user are refused now, because too many failed. */
export function isHeldBack({ isStopped, waitingUntil }: ManagedUser, now: number): boolean {
  return isStopped || (waitingUntil !== undefined && Date.parse(waitingUntil) > now);
}

/** Whether somebody is asked before it is done. */
export function needsConfirmation({ kind, users }: UserTask): boolean {
  return users.length > 1 || !harmless.includes(kind);
}

/** What has to be typed to show that it is meant: how many, or who. Nothing for what one user can be given back. */
export function textToType({ kind, users }: UserTask): string | undefined {
  if (users.length > 1) return String(users.length);
  return kind === 'delete-user' ? users[0]?.loginId : undefined;
}
