import type { TicketAction } from '@totp-kit/protocol';
import { durations, limits } from '../core/durations.ts';
import type { LoginId } from '../core/login-id.ts';
import { hasAuthenticator } from './authenticators.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import { addUser, findUserByLoginId, lockManagedUser, lockUser, type UserRecord } from './users.ts';

/** What the backend that asked for a ticket fixed, and nobody else can change. */
export interface TicketTerms {
  readonly action: TicketAction;
  readonly audience: string;
  readonly purpose: string;
  readonly returnUrl: string | null;
}

export interface NewTicket extends TicketTerms {
  readonly ticketId: string;
  readonly ticketHash: string;
  /** Only for a user who has no authenticator, and over when they get one by another way. */
  readonly isOnlyWayIn: boolean;
  readonly at: number;
  readonly expiresAt: number;
}

/** Whom a ticket is for: a user by ID, or whoever has, or is to have, a login ID. */
export type TicketHolder =
  | { readonly userId: string }
  | { readonly userId?: undefined; readonly loginId: LoginId; readonly newUserId: string };

export type TicketRefusal =
  'not_found' | 'login_id_taken' | 'no_authenticator' | 'has_authenticator';

export type TicketOutcome =
  /** The user is none for a sign-up. */
  { readonly kind: 'created'; readonly userId: string | null } | { readonly kind: TicketRefusal };

export interface LiveTicket extends TicketTerms {
  readonly ticketId: string;
  readonly loginId: LoginId;
  /** None for a sign-up. */
  readonly user: UserRecord | undefined;
}

export interface TicketStore {
  /**
   * Makes a ticket. By login ID it reaches users whom the management side made, makes a `ticket` user of a login ID
   * that nobody has, and never adopts a user who signed up by themselves.
   */
  createTicket(ticket: NewTicket, holder: TicketHolder, by: Actor): Promise<TicketOutcome>;
  /** A ticket that is unspent and in time, whose user, if it has one, is enabled. */
  findLiveTicket(ticketHash: string, now: number): Promise<LiveTicket | undefined>;
}

interface TicketRow extends TicketTerms {
  readonly ticketId: string;
  readonly userId: string | null;
  readonly loginIdCanonical: string;
  readonly loginId: string;
}

const insertTicket = command(`
  INSERT INTO tickets (ticket_id, ticket_hash, user_id, login_id_canonical, login_id, action, audience, purpose,
    return_url, only_way_in, wrong_codes, created_at, expires_at)
  VALUES (:ticketId, :ticketHash, :userId, :canonical, :display, :action, :audience, :purpose,
    :returnUrl, :onlyWayIn, 0, :at, :expiresAt)`);

const isLive = `spent_at IS NULL AND expires_at > :now AND created_at - ${durations.ahead} <= :now
  AND wrong_codes < :wrongCodesLimit`;

const selectTicket = query<TicketRow>(`
  SELECT ticket_id AS "ticketId", user_id AS "userId", login_id_canonical AS "loginIdCanonical",
    login_id AS "loginId", action, audience, purpose, return_url AS "returnUrl"
  FROM tickets WHERE ticket_hash = :ticketHash AND ${isLive}`);

const selectTerms = query<TicketTerms>(`
  SELECT action, audience, purpose, return_url AS "returnUrl" FROM tickets WHERE ticket_id = :ticketId`);

const markSpent = command('UPDATE tickets SET spent_at = :now WHERE ticket_id = :ticketId');

const addWrongCode = command(
  `UPDATE tickets SET wrong_codes = wrong_codes + 1 WHERE ticket_id = :ticketId AND ${isLive}`,
);

const takeWrongCodeBack = command(
  'UPDATE tickets SET wrong_codes = wrong_codes - 1 WHERE ticket_id = :ticketId',
);

const removeUnspentToUpdate = command(
  "DELETE FROM tickets WHERE user_id = :userId AND action = 'update-user' AND spent_at IS NULL",
);

const removeOnlyWaysIn = command(
  'DELETE FROM tickets WHERE user_id = :userId AND only_way_in = 1 AND spent_at IS NULL',
);

const removeUnspent = command('DELETE FROM tickets WHERE user_id = :userId AND spent_at IS NULL');

const wrongCodesLimit = limits.wrongCodesPerTicket;

export function* createTicket(
  ticket: NewTicket,
  holder: TicketHolder,
  by: Actor,
): Script<TicketOutcome> {
  const found = yield* findHolder(ticket, holder, by);
  if (typeof found === 'string') return { kind: found };
  const { userId } = found;
  if (ticket.isOnlyWayIn && userId !== null && (yield* hasAuthenticator(userId))) {
    return { kind: 'has_authenticator' };
  }
  const isToVerify = ticket.action === 'sign-in' && userId !== null;
  if (isToVerify && !(yield* hasAuthenticator(userId))) return { kind: 'no_authenticator' };
  yield* addTicket(ticket, found, by);
  return { kind: 'created', userId };
}

/**
 * Keeps a ticket. Where a user has no authenticator, a link to enroll is all it takes to be them: a new one ends the
 * old one, so that one sent astray can be taken back.
 */
export function* addTicket(
  ticket: NewTicket,
  owner: { readonly userId: string | null; readonly loginId: LoginId },
  by: Actor,
): Script<void> {
  const { loginId, userId } = owner;
  const isWayIn = ticket.action === 'update-user' && userId !== null;
  if (isWayIn && !(yield* hasAuthenticator(userId))) {
    yield* removeUnspentToUpdate.run({ userId });
  }
  const { isOnlyWayIn, ...stored } = ticket;
  yield* insertTicket.run({ ...stored, ...loginId, userId, onlyWayIn: isOnlyWayIn ? 1 : 0 });
  yield* recordEvent({
    action: 'ticket.created',
    at: ticket.at,
    by,
    userId: userId ?? undefined,
    reason: ticket.action,
  });
}

function* findHolder(
  ticket: NewTicket,
  holder: TicketHolder,
  by: Actor,
): Script<TicketRefusal | { readonly userId: string | null; readonly loginId: LoginId }> {
  if (holder.userId !== undefined) {
    const user = yield* lockManagedUser(holder.userId);
    if (user === undefined) return 'not_found';
    if (ticket.action === 'sign-up') return 'login_id_taken';
    return ownerOf(user);
  }
  const { loginId, newUserId } = holder;
  const user = yield* findUserByLoginId(loginId.canonical);
  if (user !== undefined) {
    const isReachable = ticket.action !== 'sign-up' && user.loginIdVerified === 1;
    return isReachable ? ownerOf(user) : 'login_id_taken';
  }
  if (ticket.action === 'sign-up') return { userId: null, loginId };
  const isAdded = yield* addUser({
    userId: newUserId,
    loginId,
    loginIdVerified: 1,
    signIn: 'ticket',
    status: 'enabled',
    at: ticket.at,
  });
  if (!isAdded) return 'login_id_taken';
  yield* recordEvent({ action: 'user.created', at: ticket.at, by, userId: newUserId });
  return { userId: newUserId, loginId };
}

function ownerOf(user: UserRecord) {
  return {
    userId: user.userId,
    loginId: { display: user.loginId, canonical: user.loginIdCanonical },
  };
}

export function* findLiveTicket(ticketHash: string, now: number): Script<LiveTicket | undefined> {
  const search = { ticketHash, now, wrongCodesLimit };
  const row = yield* selectTicket.first(search);
  if (row === undefined) return undefined;
  const user = row.userId === null ? undefined : yield* lockUser(row.userId);
  if (row.userId !== null) {
    if (user?.status !== 'enabled' || user.role !== null) return undefined;
    // What held the user's row may have ended the ticket.
    if ((yield* selectTicket.first(search)) === undefined) return undefined;
  }
  const { ticketId, action, audience, purpose, returnUrl } = row;
  const loginId = { display: row.loginId, canonical: row.loginIdCanonical };
  return { ticketId, action, audience, purpose, returnUrl, loginId, user };
}

/** Whether a ticket is for an action: one to `manage` is also for adding an authenticator. */
export function ticketPermits(
  ticket: Pick<TicketTerms, 'action'>,
  action: 'update-user' | 'sign-in' | 'manage',
): boolean {
  return ticket.action === action || (ticket.action === 'manage' && action === 'update-user');
}

/** Charges a code to its ticket before it is looked at; false when the ticket has ended. */
export function* chargeTicket(ticketId: string, now: number): Script<boolean> {
  return (yield* addWrongCode.run({ ticketId, now, wrongCodesLimit })) === 1;
}

/** For a code that was not looked at after all, or was right. */
export function* takeTicketChargeBack(ticketId: string): Script<void> {
  yield* takeWrongCodeBack.run({ ticketId });
}

/** A ticket that a right code has answered, and what it asked for. */
export type AnsweredTicket = TicketTerms & { readonly ticketId: string };

/**
 * After a right code, in the transaction that charged it: the charge is given back and the ticket is spent. A `manage`
 * ticket is not: it serves its time.
 */
export function* settleTicket(ticketId: string, now: number): Script<AnsweredTicket> {
  yield* takeTicketChargeBack(ticketId);
  const terms = yield* selectTerms.first({ ticketId });
  if (terms === undefined) throw new Error('a charged ticket is missing inside its transaction');
  if (terms.action !== 'manage') yield* markSpent.run({ ticketId, now });
  return { ...terms, ticketId };
}

/** Once a user has an authenticator: ends the tickets that were for a user without one, and their enrollments. */
export function* endOnlyWaysIn(userId: string): Script<void> {
  yield* removeOnlyWaysIn.run({ userId });
}

/** Ends a user's unspent tickets, and with them the enrollments they began. */
export function* endTicketsOfUser(userId: string): Script<void> {
  yield* removeUnspent.run({ userId });
}
