import type { Ticket } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { NewTicket, TicketAction } from '../store/tickets.ts';

/** A ticket to store, and how it is shown once to who asked for it. */
export interface MintedTicket {
  readonly stored: NewTicket;
  readonly shown: Ticket;
}

/** Makes a ticket. Its link carries it in the fragment, which no server and no referrer ever sees. */
export function mintTicket(order: {
  readonly userId: string;
  readonly action: TicketAction;
  readonly at: number;
  readonly lifetimeMs: number;
  readonly publicUrl: string;
}): MintedTicket {
  const ticketId = randomId('ticket');
  const ticket = randomToken('ticket');
  const expiresAt = order.at + order.lifetimeMs;
  return {
    stored: {
      ticketId,
      ticketHash: hashToken(ticket),
      userId: order.userId,
      action: order.action,
      at: order.at,
      expiresAt,
    },
    shown: {
      ticketId,
      ticket,
      url: `${order.publicUrl}/enroll#ticket=${ticket}`,
      expiresAt: toIso(expiresAt),
    },
  };
}
