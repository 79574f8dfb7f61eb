import type {
  ConsoleSession,
  CreateManagementKeyBody,
  CreateTicketBody,
  CreateUserBody,
  EventPage,
  ListEventsQuery,
  ListUsersQuery,
  ManagedBrowser,
  ManagedSession,
  ManagedUser,
  ManagementKey,
  NewManagementKey,
  Statistics,
  StatisticsQuery,
  Ticket,
  TotpDeletion,
  TotpDeletionsBody,
  UpdateUserBody,
  UserPage,
} from '@totp-kit/protocol';

/** What deletes authenticators. The same key again does nothing twice, and shows no link again. */
export interface TotpDeletionRequest extends TotpDeletionsBody {
  /** 8 to 128 visible ASCII characters, such as a random UUID: one for each thing that is to be done once. */
  readonly idempotencyKey: string;
}

/**
 * Everything that administrators ask of a server. Each method gives the typed answer or rejects with a `TotpError`:
 * `unauthenticated` when nobody is signed in, `forbidden` when the role does not do it, and for some
 * `session_not_fresh`: the administrator confirms who they are, and then the same request works.
 */
export interface ManagementClient {
  /** Who is signed in to the console. Rejects with `not_found` or `server_unrecognized` where there is no console. */
  session(): Promise<ConsoleSession>;

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
  /** Makes a ticket, which is shown once. */
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
