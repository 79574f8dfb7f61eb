import type {
  CreateManagementKeyBody,
  CreateTicketBody,
  CreateUserBody,
  EventPage,
  ListEventsQuery,
  ListUsersQuery,
  ManagedBrowser,
  ManagedBrowsers,
  ManagedSession,
  ManagedSessions,
  ManagementKey,
  NewManagementKey,
  Ticket,
  TotpDeletion,
  TotpDeletions,
  TotpDeletionsBody,
  UpdateUserBody,
  UserPage,
} from './management.ts';
import type { Statistics, StatisticsQuery } from './statistics.ts';
import type { ManagedUser } from './users.ts';

/* Clients of the management API share this, in browsers too: it imports types only. */

/** What deletes authenticators. The same key again does nothing twice, and shows no link again. */
export interface TotpDeletionRequest extends TotpDeletionsBody {
  /** 8 to 128 visible ASCII characters, such as a random UUID: one for each thing that is to be done once. */
  readonly idempotencyKey: string;
}

/** What the management API does, a method each. Each gives the typed answer or rejects with a `TotpError`. */
export interface ManagementMethods {
  /** A page of users. */
  listUsers(query?: ListUsersQuery): Promise<UserPage>;
  /** One user. */
  getUser(userId: string): Promise<ManagedUser>;
  /** Makes a user, who enrolls by a ticket. */
  createUser(body: CreateUserBody): Promise<ManagedUser>;
  /** Changes a user. `conflict`: they changed after `unchangedSince`. */
  updateUser(userId: string, body: UpdateUserBody): Promise<ManagedUser>;
  /** Deletes a user and everything that is theirs. `conflict`: they changed after `unchangedSince`. */
  deleteUser(userId: string, options?: { unchangedSince?: string | undefined }): Promise<void>;

  /** The sessions of a user. */
  listSessions(userId: string): Promise<readonly ManagedSession[]>;
  /** Signs a user out everywhere. */
  endSessions(userId: string): Promise<void>;
  /** The browsers that a user has signed in on. */
  listBrowsers(userId: string): Promise<readonly ManagedBrowser[]>;
  /** Forgets every browser of a user. */
  forgetBrowsers(userId: string): Promise<void>;
  /** Ends a waiting time or a stop after too many wrong codes. */
  endWaiting(userId: string): Promise<void>;

  /** Deletes the authenticators of 1 to 500 users; each gets a link to enroll again. One result for each user. */
  deleteTotp(request: TotpDeletionRequest): Promise<readonly TotpDeletion[]>;
  /** Makes a ticket, which is shown once. `conflict`: `ifUnlinked` was asked, and the user has an authenticator. */
  createTicket(body: CreateTicketBody): Promise<Ticket>;

  /** What happened, newest first. */
  listEvents(query?: ListEventsQuery): Promise<EventPage>;
  /** Counts by hour, and how many users there are. */
  statistics(query?: StatisticsQuery): Promise<Statistics>;

  /** The keys that backends manage users with. */
  listKeys(): Promise<readonly ManagementKey[]>;
  /** Makes a management key, which is shown once. */
  createKey(body: CreateManagementKeyBody): Promise<NewManagementKey>;
  /** Revokes a management key. */
  revokeKey(keyId: string): Promise<void>;
}

/** One request of the management API. */
export interface ManagementRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below where the API is, such as `api/v1/manage/users`. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** A field that every good answer has. Without one, no answer is expected. */
  readonly answers?: string;
}

export type SendManagementRequest = <Answer>(request: ManagementRequest) => Promise<Answer>;

/** The methods as requests. Who asks, and what becomes of refusals, is up to what sends them. */
export class ManagementRequests implements ManagementMethods {
  readonly #send: SendManagementRequest;

  constructor(send: SendManagementRequest) {
    this.#send = send;
  }

  listUsers(query: ListUsersQuery = {}): Promise<UserPage> {
    return this.#send({ method: 'GET', path: manage('users', query), answers: 'users' });
  }

  getUser(userId: string): Promise<ManagedUser> {
    return this.#send({ method: 'GET', path: userPath(userId), answers: 'userId' });
  }

  createUser(body: CreateUserBody): Promise<ManagedUser> {
    return this.#send({ method: 'POST', path: manage('users'), body, answers: 'userId' });
  }

  updateUser(userId: string, body: UpdateUserBody): Promise<ManagedUser> {
    return this.#send({ method: 'PATCH', path: userPath(userId), body, answers: 'userId' });
  }

  deleteUser(userId: string, options: { unchangedSince?: string | undefined } = {}): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}${toQuery(options)}` });
  }

  async listSessions(userId: string): Promise<readonly ManagedSession[]> {
    const path = `${userPath(userId)}/sessions`;
    const answer = await this.#send<ManagedSessions>({ method: 'GET', path, answers: 'sessions' });
    return answer.sessions;
  }

  endSessions(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/sessions` });
  }

  async listBrowsers(userId: string): Promise<readonly ManagedBrowser[]> {
    const path = `${userPath(userId)}/browsers`;
    const answer = await this.#send<ManagedBrowsers>({ method: 'GET', path, answers: 'browsers' });
    return answer.browsers;
  }

  forgetBrowsers(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/browsers` });
  }

  endWaiting(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/waiting` });
  }

  async deleteTotp({
    idempotencyKey,
    ...body
  }: TotpDeletionRequest): Promise<readonly TotpDeletion[]> {
    const { results } = await this.#send<TotpDeletions>({
      method: 'POST',
      path: manage('totp-deletions'),
      headers: { 'Idempotency-Key': idempotencyKey },
      body,
      answers: 'results',
    });
    return results;
  }

  createTicket(body: CreateTicketBody): Promise<Ticket> {
    return this.#send({ method: 'POST', path: manage('tickets'), body, answers: 'ticket' });
  }

  listEvents(query: ListEventsQuery = {}): Promise<EventPage> {
    return this.#send({ method: 'GET', path: manage('events', query), answers: 'events' });
  }

  statistics(query: StatisticsQuery = {}): Promise<Statistics> {
    return this.#send({ method: 'GET', path: manage('statistics', query), answers: 'hours' });
  }

  async listKeys(): Promise<readonly ManagementKey[]> {
    const answer = await this.#send<{ readonly keys: readonly ManagementKey[] }>({
      method: 'GET',
      path: manage('keys'),
      answers: 'keys',
    });
    return answer.keys;
  }

  createKey(body: CreateManagementKeyBody): Promise<NewManagementKey> {
    return this.#send({ method: 'POST', path: manage('keys'), body, answers: 'key' });
  }

  revokeKey(keyId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: manage(`keys/${encodeURIComponent(keyId)}`) });
  }
}

function manage(path: string, query: object = {}): string {
  return `api/v1/manage/${path}${toQuery(query)}`;
}

function userPath(userId: string): string {
  return manage(`users/${encodeURIComponent(userId)}`);
}

/** What is not said is left out. */
function toQuery(query: object): string {
  const said = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return said.length > 0 ? `?${said.join('&')}` : '';
}
