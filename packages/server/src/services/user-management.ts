import type {
  CreateUserBody,
  EventPage,
  ManagedUser,
  Ticket,
  TotpDeletion,
  UserPage,
} from '@totp-kit/protocol';
import { durations } from '../core/durations.ts';
import { readLoginId, type LoginId } from '../core/login-id.ts';
import { hashToken, randomId } from '../core/tokens.ts';
import type { Actor, EventFilter } from '../store/events.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { presentEvent, presentManagedUser } from './presentation.ts';
import { mintTicket } from './tickets.ts';

export interface TotpDeletionOrder {
  readonly idempotencyKey: string;
  readonly userIds: readonly string[];
  readonly reason?: string | undefined;
}

/** Asks for a ticket, by user ID or by login ID. */
export type TicketOrder = (
  { readonly userId: string } | { readonly userId?: undefined; readonly loginId: LoginId }
) & { readonly ttlSeconds?: number | undefined };

/** What a site's backend does with users. */
export class UserManagementService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  async list(filter: {
    readonly query?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<Omit<UserPage, 'nextCursor'> & { readonly next?: string }> {
    const prefix = filter.query === undefined ? '' : canonicalPrefix(filter.query);
    const page = await this.#context.store.listUsers({
      prefix,
      after: filter.after ?? '',
      limit: filter.limit + 1,
    });
    const shown = page.users.slice(0, filter.limit);
    const last = page.users.length > filter.limit ? shown.at(-1) : undefined;
    const now = this.#context.clock();
    return {
      users: shown.map((record) => presentManagedUser(record, now)),
      total: page.total,
      totalIsExact: page.totalIsExact,
      ...(last && { next: last.user.loginIdCanonical }),
    };
  }

  async create(
    body: Omit<CreateUserBody, 'loginId'> & { readonly loginId: LoginId },
    by: Actor,
  ): Promise<ManagedUser | Refusal<'login_id_taken'>> {
    const userId = randomId('user');
    const at = this.#context.clock();
    const isCreated = await this.#context.store.createUser(
      {
        ...body,
        userId,
        loginIdVerified: 1,
        signIn: body.signIn ?? 'direct',
        status: body.status ?? 'enabled',
        at,
      },
      by,
    );
    const user = isCreated ? await this.find(userId) : undefined;
    return user === undefined || 'refused' in user ? refuse('login_id_taken') : user;
  }

  async find(userId: string): Promise<ManagedUser | Refusal<'not_found'>> {
    const record = await this.#context.store.findUser(userId);
    return record === undefined
      ? refuse('not_found')
      : presentManagedUser(record, this.#context.clock());
  }

  async delete(userId: string, by: Actor): Promise<Refusal<'not_found'> | undefined> {
    const isDeleted = await this.#context.store.deleteUser(userId, {
      at: this.#context.clock(),
      by,
    });
    return isDeleted ? undefined : refuse('not_found');
  }

  /** Deletes authenticators user by user, each in its own transaction; a repeat with the same key goes on where it stopped. */
  async deleteTotp(
    order: TotpDeletionOrder,
    by: Actor,
  ): Promise<{ readonly results: TotpDeletion[] } | Refusal<'idempotency_conflict'>> {
    const { store, clock, publicUrl } = this.#context;
    const { idempotencyKey, reason } = order;
    const requestHash = hashToken(JSON.stringify([order.userIds, reason ?? null]));
    const isOurs = await store.claimIdempotencyKey({ idempotencyKey, requestHash, at: clock() });
    if (!isOurs) return refuse('idempotency_conflict');

    const results: TotpDeletion[] = [];
    for (const userId of new Set(order.userIds)) {
      const { stored, shown } = mintTicket({
        userId,
        action: 'update-user',
        at: clock(),
        lifetimeMs: durations.ticketAfterDeletion,
        publicUrl,
      });
      const result = await store.deleteTotp({ idempotencyKey, userId, ticket: stored, reason, by });
      const isShown = result.isNew && result.outcome === 'deleted';
      const { ticket, url, expiresAt } = shown;
      results.push({
        userId,
        outcome: result.outcome,
        ...(isShown && { ticket, url, expiresAt }),
      });
    }
    return { results };
  }

  /**
   * Makes a ticket. By login ID it reaches only users whom the management side made: whoever signed up by themselves
   * under a name has not shown that it is theirs.
   */
  async createTicket(
    order: TicketOrder,
    by: Actor,
  ): Promise<Ticket | Refusal<'not_found' | 'login_id_taken'>> {
    const { store, clock, publicUrl } = this.#context;
    let userId: string;
    if (order.userId !== undefined) {
      userId = order.userId;
    } else {
      const user = await store.findUserByLoginId(order.loginId.canonical);
      if (user === undefined) return refuse('not_found');
      if (user.loginIdVerified === 0) {
        return refuse('login_id_taken', {
          message:
            'The user of that login ID signed up by themselves, so the login ID is unverified. Ask by userId if you are sure that it is the same person.',
        });
      }
      userId = user.userId;
    }
    const lifetimeMs = order.ttlSeconds === undefined ? durations.ticket : order.ttlSeconds * 1000;
    const minted = mintTicket({
      userId,
      action: 'update-user',
      at: clock(),
      lifetimeMs,
      publicUrl,
    });
    const isCreated = await store.createTicket(minted.stored, by);
    return isCreated ? minted.shown : refuse('not_found');
  }

  async listEvents(
    filter: EventFilter,
  ): Promise<Omit<EventPage, 'nextCursor'> & { readonly next?: number }> {
    const found = await this.#context.store.listEvents({ ...filter, limit: filter.limit + 1 });
    const shown = found.slice(0, filter.limit);
    const last = found.length > filter.limit ? shown.at(-1) : undefined;
    return { events: shown.map(presentEvent), ...(last && { next: last.sequence }) };
  }
}

/** A prefix in the form login IDs are compared in; one that no login ID can start with finds nobody. */
function canonicalPrefix(query: string): string {
  const read = readLoginId(query);
  return 'fault' in read ? '\u{10FFFF}' : read.canonical;
}
