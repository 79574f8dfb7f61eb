import type { ConsoleSession } from '@totp-kit/protocol';
import type { ManagementMethods } from '@totp-kit/protocol/management';

export type { TotpDeletionRequest } from '@totp-kit/protocol/management';

/**
 * Everything that administrators ask of a server. Each method gives the typed answer or rejects with a `TotpError`:
 * `unauthenticated` when nobody is signed in, `forbidden` when the role does not do it, and for some
 * `session_not_fresh`: the administrator confirms who they are, and then the same request works.
 */
export interface ManagementClient extends ManagementMethods {
  /** Who is signed in to the console. Rejects with `not_found` or `server_unrecognized` where there is no console. */
  session(): Promise<ConsoleSession>;
}
