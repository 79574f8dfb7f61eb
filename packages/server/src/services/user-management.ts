import type {
  CreateTicketBody,
  CreateUserBody,
  DeleteUserQuery,
  EventPage,
  ListEventsQuery,
  ListUsersQuery,
  ManagedBrowsers,
  ManagedSessions,
  ManagedUser,
  Ticket,
  TotpDeletion,
  UpdateUserBody,
  UserPage,
} from '@totp-kit/protocol';
import { fromIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { LoginId } from '../core/login-id.ts';
import { originOf } from '../core/public-url.ts';
import { hashToken, randomId } from '../core/tokens.ts';
import type { Actor } from '../store/events.ts';
import type { TicketRefusal } from '../store/tickets.ts';
import type { CheckedChange } from '../store/users.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { listEvents, type EventView } from './event-listing.ts';
import { invalidRequest } from './invalid-request.ts';
import { presentBrowser, presentManagedUser } from './presentation.ts';
import { presentSession } from './sessions.ts';
import { mintTicket, readReturnUrl } from './tickets.ts';
import { listUsers } from './user-listing.ts';

export interface TotpDeletionOrder {
  readonly idempotencyKey: string;
  readonly userIds: readonly string[];
  readonly reason?: string | undefined;
  /** ISO 8601: whoever changed after it is left alone. */
  readonly unchangedSince?: string | undefined;
}

/** Asks for a ticket, by user ID or by login ID. */
export type TicketRequest = Pick<
  CreateTicketBody,
  'action' | 'audience' | 'purpose' | 'returnUrl' | 'ttlSeconds'
> & {
  /** Only for a user who has no authenticator. */
  readonly isOnlyWayIn: boolean;
} & ({ readonly userId: string } | { readonly userId?: undefined; readonly loginId: LoginId });

/** What a site's backend does with users. */
export class UserManagementService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  list(query: ListUsersQuery): Promise<UserPage> {
    return listUsers(this.#context, query);
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
    const record = await this.#context.store.findUser(userId, this.#context.clock());
    return record === undefined
      ? refuse('not_found')
      : presentManagedUser(record, this.#context.clock());
  }

  async findByLoginId(loginId: LoginId): Promise<ManagedUser | Refusal<'not_found'>> {
    const user = await this.#context.store.findUserByLoginId(loginId.canonical);
    return user === undefined ? refuse('not_found') : this.find(user.userId);
  }

  async update(
    userId: string,
    { unchangedSince, ...body }: UpdateUserBody & { readonly reason?: string | undefined },
    by: Actor,
  ): Promise<ManagedUser | Refusal<'not_found' | 'conflict'>> {
    const outcome = await this.#context.store.updateUser({
      ...body,
      userId,
      ...this.#changeBy(by, unchangedSince),
    });
    return outcome === 'done' ? this.find(userId) : refuseChange(outcome);
  }

  async delete(
    userId: string,
    { unchangedSince }: DeleteUserQuery,
    by: Actor,
  ): Promise<Refusal<'not_found' | 'conflict'> | undefined> {
    const change = this.#changeBy(by, unchangedSince);
    const outcome = await this.#context.store.deleteUser(userId, change);
    return outcome === 'done' ? undefined : refuseChange(outcome);
  }

  /** Deletes authenticators user by user, each in its own transaction; a repeat with the same key goes on where it stopped. */
  async deleteTotp(
    order: TotpDeletionOrder,
    by: Actor,
  ): Promise<{ readonly results: TotpDeletion[] } | Refusal<'idempotency_conflict'>> {
    const { store, clock, publicUrl } = this.#context;
    const { reason } = order;
    // Whoever guesses or shares a key of somebody else's does not meet it.
    const idempotencyKey = `${by.kind}:${by.id ?? ''}:${order.idempotencyKey}`;
    const requestHash = hashOf(order);
    const isOurs = await store.claimIdempotencyKey({ idempotencyKey, requestHash, at: clock() });
    if (!isOurs) return refuse('idempotency_conflict');

    const results: TotpDeletion[] = [];
    for (const userId of new Set(order.userIds)) {
      const { stored, shown } = mintTicket({
        action: 'update-user',
        at: clock(),
        lifetimeMs: durations.ticketAfterDeletion,
        publicUrl,
      });
      const result = await store.deleteTotp({
        idempotencyKey,
        userId,
        ticket: stored,
        reason,
        unchangedSince: fromIso(order.unchangedSince),
        by,
      });
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

  async createTicket(
    request: TicketRequest,
    by: Actor,
  ): Promise<Ticket | Refusal<Exclude<TicketRefusal, 'has_authenticator'> | 'conflict'>> {
    const { store, clock, publicUrl, allowedOrigins } = this.#context;
    const returnUrl =
      request.returnUrl === undefined
        ? undefined
        : readReturnUrl(request.returnUrl, [originOf(publicUrl), ...allowedOrigins]);
    if (request.returnUrl !== undefined && returnUrl === undefined) {
      throw invalidRequest([
        {
          field: 'returnUrl',
          message: 'must lead to the server’s own origin or to one of TOTP_KIT_ORIGINS',
        },
      ]);
    }
    const { action, audience, purpose, ttlSeconds, isOnlyWayIn } = request;
    const { stored, shown } = mintTicket({
      action,
      loginId: request.userId === undefined ? request.loginId.display : undefined,
      audience,
      purpose,
      returnUrl,
      isOnlyWayIn,
      at: clock(),
      lifetimeMs: ttlSeconds === undefined ? durations.ticket : ttlSeconds * 1000,
      publicUrl,
    });
    const holder =
      request.userId === undefined
        ? { loginId: request.loginId, newUserId: randomId('user') }
        : { userId: request.userId };
    const outcome = await store.createTicket(stored, holder, by);
    if (outcome.kind !== 'created') {
      const { kind } = outcome;
      const code = kind === 'has_authenticator' ? 'conflict' : kind;
      return refuse(code, { message: ticketAdvice[kind] });
    }
    return { ...shown, ...(outcome.userId !== null && { userId: outcome.userId }) };
  }

  async listSessions(userId: string): Promise<ManagedSessions | Refusal<'not_found'>> {
    const { store, clock } = this.#context;
    if ((await store.findUser(userId, clock())) === undefined) return refuse('not_found');
    return { sessions: (await store.listSessions(userId, clock())).map(presentSession) };
  }

  async listBrowsers(userId: string): Promise<ManagedBrowsers | Refusal<'not_found'>> {
    const { store, clock } = this.#context;
    if ((await store.findUser(userId, clock())) === undefined) return refuse('not_found');
    return { browsers: (await store.listBrowsers(userId, clock())).map(presentBrowser) };
  }

  /** Ends something of a user's: sessions or known browsers. */
  async end(
    what: 'sessions' | 'browsers',
    userId: string,
    by: Actor,
  ): Promise<Refusal<'not_found'> | undefined> {
    const { store, clock } = this.#context;
    const change = { at: clock(), by };
    const ends = {
      sessions: () => store.signOutUser(userId, change),
      browsers: () => store.forgetBrowsers(userId, change),
    };
    return (await ends[what]()) ? undefined : refuse('not_found');
  }

  /** Ends a waiting time; with `stop` also a stop, and all that is counted. */
  async endWaiting(
    userId: string,
    scope: 'wait' | 'stop',
    by: Actor,
  ): Promise<Refusal<'not_found' | 'conflict'> | undefined> {
    const { store, clock } = this.#context;
    const outcome = await store.endWaiting(userId, { at: clock(), by }, scope);
    if (outcome === 'ended') return undefined;
    return outcome === 'not_found'
      ? refuse('not_found')
      : refuse('conflict', {
          message:
            'So many codes failed in 30 days that no more are taken. Only an administrator ends that; a known browser, a recovery code and a link work meanwhile.',
        });
  }

  listEvents(query: ListEventsQuery, view: EventView): Promise<EventPage> {
    return listEvents(this.#context, query, view);
  }

  #changeBy(by: Actor, unchangedSince: string | undefined): CheckedChange {
    const at = this.#context.clock();
    return { at, by, unchangedSince: fromIso(unchangedSince) };
  }
}

function refuseChange(outcome: 'not_found' | 'changed') {
  return outcome === 'not_found'
    ? refuse(outcome)
    : refuse('conflict', {
        message:
          'The user has changed since you looked, so nothing was done. Look at them again and decide anew.',
      });
}

/** What an idempotency key stands for. */
function hashOf({ userIds, reason, unchangedSince }: TotpDeletionOrder): string {
  const parts = [
    userIds,
    reason ?? null,
    ...(unchangedSince === undefined ? [] : [unchangedSince]),
  ];
  return hashToken(JSON.stringify(parts));
}

const ticketAdvice: Readonly<Record<TicketRefusal, string | undefined>> = {
  not_found: undefined,
  has_authenticator:
    'The user has an authenticator already: let them verify with it. Delete their TOTP seed first if they have lost it: that is recorded, and it gives a link.',
  login_id_taken:
    'The user of that login ID signed up by themselves, or is there already. Ask by userId if you are sure that it is the same person.',
  no_authenticator:
    'The user has no authenticator to verify with. Do not let them in without one: ask for a ticket to update-user first.',
};
