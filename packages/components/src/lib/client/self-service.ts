import type { Authenticator, AuthenticatorList, OwnSession } from '@totp-kit/protocol';

/**
 * What somebody does with what is theirs. What changes how they sign in needs a session that is fresh
 * (`session_not_fresh` otherwise), or a ticket to `manage`, which is no good for sessions and browsers.
 */
export interface SelfService {
  /** Their authenticators, and how many recovery codes are left. */
  listAuthenticators(): Promise<AuthenticatorList>;
  /** Names an authenticator, in at most 64 characters. */
  renameAuthenticator(authenticatorId: string, label: string): Promise<Authenticator>;
  /** Removes an authenticator. The last one stays (`conflict`). */
  removeAuthenticator(authenticatorId: string): Promise<void>;
  /** Makes new recovery codes, which are in this answer only. The old ones end. */
  renewRecoveryCodes(): Promise<readonly string[]>;
  /** Where they are signed in. */
  listSessions(): Promise<readonly OwnSession[]>;
  /** Signs one of their sessions out. */
  endSession(sessionId: string): Promise<void>;
  /** Forgets every browser that has signed them in. */
  forgetBrowsers(): Promise<void>;
}

export interface SelfServiceOptions {
  /** A ticket to `manage`: it says whose. Without one, it is who is signed in. */
  readonly ticket?: string | undefined;
}
