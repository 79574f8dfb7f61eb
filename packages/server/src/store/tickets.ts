import { limits } from '../core/durations.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import { findUserRecord, type UserRecord } from './users.ts';

/** What a ticket permits. */
export type TicketAction = 'update-user';

export interface NewTicket {
  readonly ticketId: string;
  readonly ticketHash: string;
  readonly userId: string;
  readonly action: TicketAction;
  readonly at: number;
  readonly expiresAt: number;
}

export interface LiveTicket {
  readonly ticketId: string;
  readonly action: TicketAction;
  readonly user: UserRecord;
}

export interface TicketStore {
  /** False when there is no such user. */
  createTicket(ticket: NewTicket, by: Actor): Promise<boolean>;
  /** A ticket that is unspent and in time, with its user, who is enabled. */
  findLiveTicket(ticketHash: string, now: number): Promise<LiveTicket | undefined>;
}

const insertTicket = command(`
  INSERT INTO tickets (ticket_id, ticket_hash, user_id, action, wrong_codes, created_at, expires_at)
  SELECT :ticketId, :ticketHash, user_id, :action, 0, :at, :expiresAt FROM users WHERE user_id = :userId`);

const selectTicket = query<{ ticketId: string; action: TicketAction; userId: string }>(`
  SELECT ticket_id AS "ticketId", action, user_id AS "userId" FROM tickets
  WHERE ticket_hash = :ticketHash AND spent_at IS NULL AND expires_at > :now AND wrong_codes < :wrongCodesLimit`);

const markSpent = command(`
  UPDATE tickets SET spent_at = :now
  WHERE ticket_id = :ticketId AND spent_at IS NULL AND expires_at > :now AND wrong_codes < :wrongCodesLimit`);

const addWrongCode = command(
  'UPDATE tickets SET wrong_codes = wrong_codes + 1 WHERE ticket_id = :ticketId',
);

const removeUnspent = command('DELETE FROM tickets WHERE user_id = :userId AND spent_at IS NULL');

export function* createTicket(ticket: NewTicket, by: Actor): Script<boolean> {
  if ((yield* insertTicket.run({ ...ticket })) === 0) return false;
  yield* recordEvent({
    action: 'ticket.created',
    at: ticket.at,
    by,
    userId: ticket.userId,
    reason: ticket.action,
  });
  return true;
}

export function* findLiveTicket(ticketHash: string, now: number): Script<LiveTicket | undefined> {
  const ticket = yield* selectTicket.first({
    ticketHash,
    now,
    wrongCodesLimit: limits.wrongCodesPerTicket,
  });
  if (ticket === undefined) return undefined;
  const user = yield* findUserRecord(ticket.userId);
  return user?.status === 'enabled'
    ? { ticketId: ticket.ticketId, action: ticket.action, user }
    : undefined;
}

/** Spends a ticket: true for the first who does, while it is in time and not worn out by wrong codes. */
export function* spendTicket(ticketId: string, now: number): Script<boolean> {
  const spent = yield* markSpent.run({
    ticketId,
    now,
    wrongCodesLimit: limits.wrongCodesPerTicket,
  });
  return spent === 1;
}

export function* chargeTicket(ticketId: string): Script<void> {
  yield* addWrongCode.run({ ticketId });
}

/** Ends a user's unspent tickets, and with them the enrollments they began. */
export function* endTicketsOfUser(userId: string): Script<void> {
  yield* removeUnspent.run({ userId });
}
