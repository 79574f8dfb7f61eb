import type { Ticket, TicketAction } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { NewTicket } from '../store/tickets.ts';

/** A ticket to store, and how it is shown once to who asked for it. */
export interface MintedTicket {
  readonly stored: NewTicket;
  readonly shown: Ticket;
}

export interface TicketOrder {
  readonly action: TicketAction;
  /** Where it is known: a person who signs up need not type it then. */
  readonly loginId?: string | undefined;
  /** The server's own URL unless said. */
  readonly audience?: string | undefined;
  /** The action unless said. */
  readonly purpose?: string | undefined;
  readonly returnUrl?: string | undefined;
  /** Only for a user who has no authenticator. */
  readonly isOnlyWayIn?: boolean | undefined;
  readonly at: number;
  readonly lifetimeMs: number;
  readonly publicUrl: string;
}

/** Makes a ticket. Its link carries it in the fragment, which no server and no referrer ever sees. */
export function mintTicket(order: TicketOrder): MintedTicket {
  const { action, at, publicUrl } = order;
  const ticketId = randomId('ticket');
  const ticket = randomToken('ticket');
  const expiresAt = at + order.lifetimeMs;
  return {
    stored: {
      ticketId,
      ticketHash: hashToken(ticket),
      action,
      audience: order.audience ?? publicUrl,
      purpose: order.purpose ?? action,
      returnUrl: order.returnUrl ?? null,
      isOnlyWayIn: order.isOnlyWayIn ?? false,
      at,
      expiresAt,
    },
    shown: {
      ticketId,
      ticket,
      url: `${publicUrl}/enroll#${new URLSearchParams({ ticket, ...hintsFor(order) })}`,
      expiresAt: toIso(expiresAt),
    },
  };
}

/** What the page needs to know to show the right thing. It decides nothing: the server looks at the ticket. */
function hintsFor({ action, loginId, purpose = action }: TicketOrder): Record<string, string> {
  if (action === 'update-user') return {};
  // Whoever answers for something else than a sign-in shall not read that they sign in.
  if (action === 'sign-in' && purpose !== action) return { action: 'step-up' };
  return action === 'sign-up' && loginId !== undefined
    ? { action, 'login-id': loginId }
    : { action };
}

/**
 * A URL to return to, in its canonical spelling, if its origin is one of the allowed; undefined otherwise. It is
 * parsed as browsers parse it and compared by origin, so that no spelling leads elsewhere.
 */
export function readReturnUrl(text: string, allowedOrigins: readonly string[]): string | undefined {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isWeb || url.username !== '' || url.password !== '') return undefined;
  return allowedOrigins.includes(url.origin) ? url.href : undefined;
}
