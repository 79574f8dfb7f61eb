import type {
  Confirmation,
  Enrollment,
  ServerSettings,
  SessionAnswer,
  StartEnrollmentBody,
  Verification,
} from '@totp-kit/protocol';
import type { SelfService, SelfServiceOptions } from './self-service.ts';

/** What a person shows that they are who they are: a code of their authenticator app, or a recovery code. */
export interface Credentials {
  /** Whom they say to be. Not needed where a session or a ticket says it. */
  readonly loginId?: string;
  readonly code?: string;
  readonly recoveryCode?: string;
}

/** What a person signs in with. */
export interface SignInCredentials extends Credentials {
  readonly loginId: string;
}

/**
 * Everything that elements and pages ask of a server. Each method gives the typed answer or rejects with a
 * `TotpError`. Elements take one as their `client` property; without one they make an `HttpTotpClient`.
 */
export interface TotpClient {
  /** Starts an enrollment. A ticket, where there is one, says for whom; an `update-user` without is for who is signed in. */
  startEnrollment(body: StartEnrollmentBody, options?: { ticket?: string }): Promise<Enrollment>;
  /** Confirms an enrollment by the first code of the authenticator app. */
  confirmEnrollment(enrollmentId: string, code: string): Promise<Confirmation>;
  /** Gives an enrollment up. */
  cancelEnrollment(enrollmentId: string): Promise<void>;
  /** Signs in. The browser is known to the server from then on. */
  verify(credentials: SignInCredentials): Promise<Verification>;
  /** Answers a ticket, which says who it is; the proof that comes back is for the site's backend. */
  answerTicket(ticket: string, credentials: Credentials): Promise<Verification>;
  /** Confirms who is signed in, so that their session is fresh for some minutes. */
  stepUp(credentials: Credentials): Promise<Verification>;
  /** What somebody does with their own authenticators, recovery codes, sessions and browsers. */
  selfService(options?: SelfServiceOptions): Promise<SelfService>;
  /** What the server says of itself. */
  settings(): Promise<ServerSettings>;
  /** Whether somebody signs in by a login ID. A server with private account disclosure refuses (`forbidden`). */
  hasAccount(loginId: string): Promise<boolean>;
  /** Who is signed in on this page, or undefined. Refreshes the session once where that is needed. */
  session(): Promise<SessionAnswer | undefined>;
  /**
   * An access token that is good for at least some seconds, for requests to the site's own backend. Undefined when
   * signed out, and on pages of the server's own origin, where cookies that no script can read do this work.
   */
  accessToken(): Promise<string | undefined>;
  /** Signs out, here or on every browser of the user. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
}
