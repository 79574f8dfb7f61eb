import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

/** How many requests may ask the storage at once. */
export interface Share {
  /** Of one address: IPv4, or IPv6 by /64. */
  readonly ofAddress: number;
  /** Of one IPv6 /48, which has 65,536 of the former. */
  readonly ofSite: number;
}

/** Of who needs no key. 2,000 can wait for PostgreSQL. */
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
 * Lets so many requests of one address wait for the storage at once, and refuses the surplus before it costs anything:
 * whoever sends more than is answered waits behind themselves, and nobody else does. Bodies that are slow to come hold
 * no place.
 */
export class ShareOfAddress {
  readonly #options: ShareOptions;
  readonly #underWay = new Map<string, number>();

  constructor(options: ShareOptions) {
    this.#options = options;
  }

  /** Does what asks the storage. @throws TotpError too_many_attempts where the address of the request has no place */
  async within<Result>(
    c: Context<AppEnvironment>,
    work: () => Promise<Result> | Result,
  ): Promise<Result> {
    const { share, subjectsOf } = this.#options;
    const [address, site] = subjectsOf(c.get('clientAddress'));
    if (this.#isFull(address, share.ofAddress) || this.#isFull(site, share.ofSite)) refuse(c);
    this.#count(address, 1);
    this.#count(site, 1);
    try {
      return await work();
    } finally {
      this.#count(address, -1);
      this.#count(site, -1);
    }
  }

  #isFull(counted: Counted, most: number): boolean {
    return counted !== undefined && (this.#underWay.get(counted.subject) ?? 0) >= most;
  }

  #count(counted: Counted, change: 1 | -1): void {
    if (counted === undefined) return;
    const { subject } = counted;
    const left = (this.#underWay.get(subject) ?? 0) + change;
    if (left > 0) this.#underWay.set(subject, left);
    else this.#underWay.delete(subject);
  }
}

function refuse(c: Context<AppEnvironment>): never {
  // What else was sent on that connection is not even looked at: refusing thousands in a row keeps the loop busy, too.
  c.header('Connection', 'close');
  throw new TotpError('too_many_attempts', {
    message: 'Too many requests from this address wait for an answer. Wait for some of them.',
    retryAfterSeconds: retrySeconds,
  });
}

type Counted = { readonly subject: string } | undefined;

/** From here on requests have their places in this share. */
export function sharing(share: ShareOfAddress) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    c.set('share', share);
    await next();
  });
}
