import {
  endWaitOfUser,
  forgetBudget,
  forgetBudgetOfUser,
  ticketsSubject,
} from './attempt-budgets.ts';
import { deleteAuthenticators } from './authenticators.ts';
import { endEnrollmentsOfUser } from './enrollments.ts';
import { recordEvent } from './events.ts';
import { forgetBrowsersOfUser } from './known-browsers.ts';
import { deleteRecoveryCodes } from './recovery-codes.ts';
import type { Script } from './script.ts';
import { endSessionsOfUser } from './sessions.ts';
import { endTicketsOfUser } from './tickets.ts';
import {
  changeUserRecord,
  hasChangedSince,
  lockManagedUser,
  type Change,
  type ChangeOutcome,
  type UserChange,
} from './users.ts';

/** What an operator does about a user's ways in. */
export interface UserAccessStore {
  /** Signs a user out everywhere; false when there is no such user. */
  signOutUser(userId: string, change: Change): Promise<boolean>;
  forgetBrowsers(userId: string, change: Change): Promise<boolean>;
  /** Ends a waiting time, and with `stop` also a stop and all that is counted. */
  endWaiting(
    userId: string,
    change: Change,
    scope: 'wait' | 'stop',
  ): Promise<'ended' | 'not_found' | 'stopped'>;
}

/** Ends what a user has open: sessions, known browsers, open enrollments and unspent tickets. */
export function* endAccess(userId: string, at: number): Script<void> {
  yield* endSessionsOfUser(userId, at);
  yield* forgetBrowsersOfUser(userId);
  yield* endEnrollmentsOfUser(userId);
  yield* endTicketsOfUser(userId);
}

/** Deletes a user's authenticators and recovery codes with all that rests on them. */
export function* deleteWaysIn(userId: string, at: number): Script<void> {
  yield* deleteAuthenticators(userId, at);
  yield* deleteRecoveryCodes(userId);
  yield* endAccess(userId, at);
}

const profileFields = ['name', 'email', 'phone'] as const;

export function* updateUser(change: UserChange): Script<ChangeOutcome> {
  const { userId, status, at, by, reason, unchangedSince } = change;
  const before = yield* lockManagedUser(userId);
  if (before === undefined) return 'not_found';
  if (hasChangedSince(before, unchangedSince)) return 'changed';
  yield* changeUserRecord(change);
  if (status !== undefined && status !== before.status) {
    if (status === 'disabled') yield* endAccess(userId, at);
    yield* recordEvent({ action: `user.${status}`, at, by, userId, reason });
  }
  const changed = profileFields.filter((name) => change[name] !== undefined);
  if (changed.length > 0 || status === before.status) {
    const fields = changed.join(', ');
    const why = [fields, reason].filter(Boolean).join(': ') || undefined;
    yield* recordEvent({ action: 'user.updated', at, by, userId, reason: why });
  }
  return 'done';
}

export function* signOutUser(userId: string, { at, by }: Change): Script<boolean> {
  if ((yield* lockManagedUser(userId)) === undefined) return false;
  yield* endSessionsOfUser(userId, at);
  yield* recordEvent({ action: 'session.ended', at, by, userId, reason: 'everywhere' });
  return true;
}

export function* forgetBrowsers(userId: string, { at, by }: Change): Script<boolean> {
  if ((yield* lockManagedUser(userId)) === undefined) return false;
  const forgotten = yield* forgetBrowsersOfUser(userId);
  // A user who forgets none in a loop writes nothing.
  if (forgotten > 0 || by.kind !== 'user') {
    yield* recordEvent({ action: 'browser.forgotten', at, by, userId });
  }
  return true;
}

export function* endWaiting(
  userId: string,
  { at, by }: Change,
  scope: 'wait' | 'stop',
): Script<'ended' | 'not_found' | 'stopped'> {
  if ((yield* lockManagedUser(userId)) === undefined) return 'not_found';
  if (scope === 'stop') {
    yield* forgetBudgetOfUser(userId);
    yield* forgetBudget(ticketsSubject(userId));
  } else if (!(yield* endWaitOfUser(userId, at))) {
    return 'stopped';
  }
  yield* recordEvent({ action: 'user.waiting_ended', at, by, userId, reason: scope });
  return 'ended';
}
