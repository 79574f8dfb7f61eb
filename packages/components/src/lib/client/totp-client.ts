import type {
  Confirmation,
  Enrollment,
  SessionAnswer,
  StartEnrollmentBody,
  Verification,
} from '@totp-kit/protocol';

/** What a person signs in with. */
export interface SignInCredentials {
  readonly loginId: string;
  readonly code: string;
}

/**
 * Everything that elements and pages ask of a server. Each method gives the typed answer or rejects with a
 * `TotpError`. Elements take one as their `client` property; without one they make an `HttpTotpClient`.
 */
export interface TotpClient {
  /** Starts an enrollment. A ticket, where there is one, says for whom. */
  startEnrollment(body: StartEnrollmentBody, options?: { ticket?: string }): Promise<Enrollment>;
  /** Confirms an enrollment by the first code of the authenticator app. */
  confirmEnrollment(enrollmentId: string, code: string): Promise<Confirmation>;
  /** Gives an enrollment up. */
  cancelEnrollment(enrollmentId: string): Promise<void>;
  /** Signs in. The browser is known to the server from then on. */
  verify(credentials: SignInCredentials): Promise<Verification>;
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
