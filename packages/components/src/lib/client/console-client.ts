import type {
  Administrator,
  Configuration,
  ConsoleRole,
  ConsoleSession,
  Invitation,
  SessionTimes,
} from '@totp-kit/protocol';

/** A new administrator: who, and what they may do. */
export interface NewAdministrator {
  readonly loginId: string;
  readonly role: ConsoleRole;
}

/**
 * What only the console asks of a server, in the name of the administrator who is signed in by a cookie. Each method
 * gives the typed answer or rejects with a `TotpError`: `unauthenticated` when nobody is signed in any more,
 * `session_not_fresh` when a code is asked for first, `forbidden` when the role or the page's address is not allowed.
 */
export interface ConsoleClient {
  /** Who is signed in, or undefined. */
  session(): Promise<ConsoleSession | undefined>;
  /** Says that somebody is still there; gives the new times of the session. */
  continueSession(): Promise<SessionTimes>;
  /** Signs out, here or on every browser of the administrator. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
  /** The configuration in effect, without secrets. */
  configuration(): Promise<Configuration>;
  /** Everybody who may use the console, or is invited to. */
  administrators(): Promise<readonly Administrator[]>;
  /** Makes an administrator, who enrolls by the link of the answer. The link is in no other answer. */
  addAdministrator(administrator: NewAdministrator): Promise<Invitation>;
  /** Gives another role; it ends the administrator's sessions. */
  changeRole(administratorId: string, role: ConsoleRole): Promise<Administrator>;
  /** Ends an administrator's ways in and makes a link to enroll again. */
  resetAdministrator(administratorId: string): Promise<Invitation>;
  /** Ends an administrator's ways in for good. `conflict`: oneself, or the last one. */
  removeAdministrator(administratorId: string): Promise<void>;
}
