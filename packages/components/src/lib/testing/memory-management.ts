import type {
  AuditEvent,
  ConsoleSession,
  CreateManagementKeyBody,
  CreateTicketBody,
  CreateUserBody,
  EventAction,
  EventPage,
  ListEventsQuery,
  ListUsersQuery,
  ManagedBrowser,
  ManagedSession,
  ManagedUser,
  ManagementKey,
  NewManagementKey,
  Statistics,
  Ticket,
  TotpDeletion,
  UpdateUserBody,
  UserPage,
} from '@totp-kit/protocol';
import { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
import type { ManagementClient, TotpDeletionRequest } from '../client/management-client.ts';
import type { FakeClock } from './fake-clock.ts';
import { matches, pageOf, sortUsers } from './memory-listing.ts';

type Method = keyof ManagementClient;

interface Deletion {
  readonly body: string;
  readonly outcomes: Map<string, TotpDeletion['outcome']>;
}

/** A management API without a server: it keeps users, and answers as the contract says. */
export class MemoryManagement implements ManagementClient {
  readonly clock: FakeClock;
  readonly users = new Map<string, ManagedUser>();
  readonly events: AuditEvent[] = [];
  readonly sessions = new Map<string, ManagedSession[]>();
  readonly browsers = new Map<string, ManagedBrowser[]>();
  /** What was asked, in its order. */
  readonly asked: { readonly method: Method; readonly argument: unknown }[] = [];
  role: ConsoleSession['role'] = 'administrator';
  seesLinks = true;
  isFresh = true;

  readonly #faults = new Map<Method, (ErrorCode | 'lost')[]>();
  readonly #deletions = new Map<string, Deletion>();
  #numbers = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  /** The next answers of a method are these errors; `lost`: it is done, and the answer does not arrive. */
  fail(method: Method, ...faults: readonly (ErrorCode | 'lost')[]): void {
    this.#faults.set(method, [...faults]);
  }

  /** Adds a user. */
  add(properties: Partial<ManagedUser> & { readonly loginId: string }): ManagedUser {
    const number = (this.#numbers += 1);
    const user: ManagedUser = {
      userId: `user-${number}`,
      loginIdVerified: false,
      signIn: 'direct',
      status: 'enabled',
      createdAt: this.clock.isoIn(-86_400_000),
      changedAt: this.clock.isoIn(-86_400_000),
      authenticators: [
        { authenticatorId: `authenticator-${number}`, createdAt: this.clock.isoIn(-86_400_000) },
      ],
      recoveryCodesLeft: 8,
      isStopped: false,
      ...properties,
    };
    this.users.set(user.userId, user);
    return user;
  }

  /** As if somebody else had changed a user now. */
  change(userId: string, changes: Partial<ManagedUser>): ManagedUser {
    const user = { ...this.#find(userId), ...changes, changedAt: this.clock.isoIn(0) };
    this.users.set(userId, user);
    return user;
  }

  async session(): Promise<ConsoleSession> {
    return this.#answer('session', undefined, () => ({
      user: {
        userId: 'administrator-1',
        loginId: 'root@example.com',
        loginIdVerified: true,
        signIn: 'direct',
        createdAt: this.clock.isoIn(-86_400_000),
      },
      session: {
        expiresAt: this.clock.isoIn(900_000),
        refreshExpiresAt: this.clock.isoIn(28_800_000),
        freshUntil: this.clock.isoIn(300_000),
      },
      role: this.role,
      seesLinks: this.seesLinks,
    }));
  }

  async listUsers(query: ListUsersQuery = {}): Promise<UserPage> {
    return this.#answer('listUsers', query, () => {
      const found = [...this.users.values()].filter((user) =>
        matches(user, { query, now: this.clock.now() }),
      );
      const { items, nextCursor } = pageOf(sortUsers(found, query), query);
      return {
        ...{ users: items, ...(nextCursor !== undefined && { nextCursor }) },
        total: Math.min(found.length, 10_000),
        totalIsExact: found.length <= 10_000,
        asOf: this.clock.isoIn(0),
      };
    });
  }

  async getUser(userId: string): Promise<ManagedUser> {
    return this.#answer('getUser', userId, () => this.#find(userId));
  }

  async createUser(body: CreateUserBody): Promise<ManagedUser> {
    return this.#answer('createUser', body, () => this.add({ ...body, authenticators: [] }));
  }

  async updateUser(userId: string, body: UpdateUserBody): Promise<ManagedUser> {
    return this.#answer('updateUser', { userId, ...body }, () => {
      const { unchangedSince, ...changes } = body;
      this.#expectUnchanged(userId, unchangedSince);
      if (changes.status) this.#record(userId, `user.${changes.status}`);
      return this.change(userId, changes);
    });
  }

  async deleteUser(userId: string, options: { unchangedSince?: string | undefined } = {}) {
    return this.#answer('deleteUser', userId, () => {
      this.#expectFresh();
      this.#expectUnchanged(userId, options.unchangedSince);
      this.users.delete(userId);
    });
  }

  async listSessions(userId: string): Promise<readonly ManagedSession[]> {
    return this.#answer('listSessions', userId, () => this.sessions.get(userId) ?? []);
  }

  async endSessions(userId: string): Promise<void> {
    return this.#answer('endSessions', userId, () => {
      this.#find(userId);
      this.sessions.delete(userId);
      this.#record(userId, 'session.ended');
    });
  }

  async listBrowsers(userId: string): Promise<readonly ManagedBrowser[]> {
    return this.#answer('listBrowsers', userId, () => this.browsers.get(userId) ?? []);
  }

  async forgetBrowsers(userId: string): Promise<void> {
    return this.#answer('forgetBrowsers', userId, () => {
      this.#find(userId);
      this.browsers.delete(userId);
      this.#record(userId, 'browser.forgotten');
    });
  }

  async endWaiting(userId: string): Promise<void> {
    return this.#answer('endWaiting', userId, () => {
      this.users.set(userId, { ...this.#find(userId), isStopped: false, waitingUntil: undefined });
      this.#record(userId, 'user.waiting_ended');
    });
  }

  async deleteTotp(request: TotpDeletionRequest): Promise<readonly TotpDeletion[]> {
    return this.#answer('deleteTotp', request, () => {
      this.#expectFresh();
      const { idempotencyKey, ...rest } = request;
      const body = JSON.stringify(rest);
      const deletion: Deletion = this.#deletions.get(idempotencyKey) ?? {
        body,
        outcomes: new Map(),
      };
      if (deletion.body !== body) throw new TotpError('idempotency_conflict');
      this.#deletions.set(idempotencyKey, deletion);
      return rest.userIds.map((userId) => this.#deleteOne(userId, { rest, deletion }));
    });
  }

  async createTicket(body: CreateTicketBody): Promise<Ticket> {
    return this.#answer('createTicket', body, () => {
      this.#expectFresh();
      const { userId } = this.#find(body.userId ?? '');
      this.#record(userId, 'ticket.created');
      return { ticketId: this.#nextId('ticket'), userId, ticket: 'secret', ...this.#makeLink() };
    });
  }

  async listEvents(query: ListEventsQuery = {}): Promise<EventPage> {
    return this.#answer('listEvents', query, () => {
      const found = this.events.filter(({ userId }) => userId === (query.userId ?? userId));
      const { items, nextCursor } = pageOf(found.toReversed(), query);
      return { events: items, ...(nextCursor !== undefined && { nextCursor }) };
    });
  }

  async statistics(): Promise<Statistics> {
    return this.#answer('statistics', undefined, () => ({
      hours: [],
      users: { total: this.users.size, withTotp: 0, disabled: 0, waiting: 0 },
      asOf: this.clock.isoIn(0),
    }));
  }

  async listKeys(): Promise<readonly ManagementKey[]> {
    return this.#answer('listKeys', undefined, () => []);
  }

  async createKey({ name, scopes }: CreateManagementKeyBody): Promise<NewManagementKey> {
    const keyId = this.#nextId('key');
    return { keyId, name, scopes, createdAt: this.clock.isoIn(0), key: 'secret' };
  }

  async revokeKey(keyId: string): Promise<void> {
    return this.#answer('revokeKey', keyId, () => {});
  }

  async #answer<Answer>(method: Method, argument: unknown, work: () => Answer): Promise<Answer> {
    this.asked.push({ method, argument });
    const fault = this.#faults.get(method)?.shift();
    if (fault && fault !== 'lost') throw new TotpError(fault, { retryAfterSeconds: 30 });
    const answer = work();
    if (fault === 'lost') throw new TotpError('server_unreachable');
    return answer;
  }

  #deleteOne(
    userId: string,
    {
      rest,
      deletion,
    }: {
      readonly rest: { unchangedSince?: string | undefined; reason?: string | undefined };
      readonly deletion: Deletion;
    },
  ): TotpDeletion {
    const earlier = deletion.outcomes.get(userId);
    if (earlier) return { userId, outcome: earlier };
    const user = this.users.get(userId);
    const outcome = outcomeOf(user, rest.unchangedSince);
    deletion.outcomes.set(userId, outcome);
    if (outcome !== 'deleted') return { userId, outcome };
    this.change(userId, { authenticators: [], recoveryCodesLeft: 0 });
    this.#record(userId, 'totp.deleted', rest.reason);
    return { userId, outcome, ...(this.seesLinks && { ticket: 'secret', ...this.#makeLink() }) };
  }

  #makeLink(): { url: string; expiresAt: string } {
    const url = `https://auth.example/enroll#ticket=${this.#nextId('secret')}`;
    return { url, expiresAt: this.clock.isoIn(86_400_000) };
  }

  #find(userId: string): ManagedUser {
    const user = this.users.get(userId);
    if (!user) throw new TotpError('not_found');
    return user;
  }

  #expectUnchanged(userId: string, since: string | undefined): void {
    if (since !== undefined && this.#find(userId).changedAt > since)
      throw new TotpError('conflict');
  }

  #expectFresh(): void {
    if (!this.isFresh) throw new TotpError('session_not_fresh');
  }

  #record(userId: string, action: EventAction, reason?: string): void {
    const { loginId } = this.#find(userId);
    const by = { actor: 'administrator', actorName: 'root@example.com' } as const;
    this.events.push({
      ...{ eventId: this.#nextId('event'), at: this.clock.isoIn(0), action, userId, loginId },
      ...{ ...by, clientAddress: '192.0.2.1', ...(reason && { reason }) },
    });
  }

  #nextId(kind: string): string {
    return `${kind}-${(this.#numbers += 1)}`;
  }
}

function outcomeOf(
  user: ManagedUser | undefined,
  since: string | undefined,
): TotpDeletion['outcome'] {
  if (!user) return 'not_found';
  if (since !== undefined && user.changedAt > since) return 'changed';
  return user.authenticators.length === 0 ? 'no_authenticator' : 'deleted';
}
