import { TotpError } from '@totp-kit/protocol/errors';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

/** How many requests may be under way at once. */
export interface Share {
  /** Of one address: IPv4, or IPv6 by /64. */
  readonly ofAddress: number;
  /** Of one IPv6 /48, which has 65,536 of the former. */
  readonly ofSite: number;
}

/** A twentieth of what can wait for PostgreSQL, and a quarter. */
export const publicShare: Share = { ofAddress: 100, ofSite: 500 };
/** Of backends that manage. Until a key was looked up, anybody can say to have one. */
export const managementShare: Share = { ofAddress: 500, ofSite: 500 };

export interface ShareOptions {
  readonly share: Share;
  /** What an address counts for: itself or its /64, and its /48. */
  readonly subjectsOf: (address: string | undefined) => readonly { readonly subject: string }[];
}

const retrySeconds = 1;

/**
 * Lets so many requests of one address be under way at once, and refuses the surplus before it costs anything: whoever
 * sends more than is answered waits behind themselves, and nobody else does.
 */
export function shareOfAddress({ share, subjectsOf }: ShareOptions) {
  const underWay = new Map<string, number>();
  const countOf = (subject: string): number => underWay.get(subject) ?? 0;
  const count = (counted: { readonly subject: string } | undefined, change: 1 | -1): void => {
    if (counted === undefined) return;
    const left = countOf(counted.subject) + change;
    if (left > 0) underWay.set(counted.subject, left);
    else underWay.delete(counted.subject);
  };
  return createMiddleware<AppEnvironment>(async (c, next) => {
    const [address, site] = subjectsOf(c.get('clientAddress'));
    const isFull =
      (address !== undefined && countOf(address.subject) >= share.ofAddress) ||
      (site !== undefined && countOf(site.subject) >= share.ofSite);
    if (isFull) {
      throw new TotpError('too_many_attempts', {
        message: 'Too many requests from this address wait for an answer. Wait for some of them.',
        retryAfterSeconds: retrySeconds,
      });
    }
    count(address, 1);
    count(site, 1);
    try {
      await next();
    } finally {
      count(address, -1);
      count(site, -1);
    }
  });
}
