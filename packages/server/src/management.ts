import type { ManagedVerificationBody, User } from '@totp-kit/protocol';
import {
  ManagementRequests,
  type ManagementMethods,
  type SendManagementRequest,
} from '@totp-kit/protocol/management';
import { TotpError } from '@totp-kit/protocol/errors';
import { KeyedExchange } from './management/keyed-exchange.ts';
import { requireKey, requireServer, requireTimeout } from './management/requirements.ts';

export { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
export type { ManagementMethods, TotpDeletionRequest } from '@totp-kit/protocol/management';

export interface ManagementClientOptions {
  /** The server's TOTP_KIT_PUBLIC_URL, or where your backend reaches it. */
  readonly server: string | URL;
  /** From `totp-kit management-key create`, the console, or TOTP_KIT_MANAGEMENT_KEY. */
  readonly managementKey: string;
  /**
   * Lets the key travel over http to another machine than this one. Only for a network that is yours alone, such as
   * that between two containers.
   */
  readonly allowHttp?: boolean | undefined;
  /** How long an answer may take, in milliseconds; 15,000 unless said. */
  readonly timeoutMs?: number | undefined;
  /** Sends the requests; the runtime's own unless given. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/**
 * Everything that a site's backend asks of a server. Each method gives the typed answer or rejects with a `TotpError`:
 * its `code` says why, its `requestId` finds the request in the server's log, and where waiting helps it has
 * `retryAfterSeconds`. What only reads is sent a second time when the server could not be reached; what got no answer in
 * time, and everything else, is never repeated. What cannot be an ID, an idempotency key or JSON is a `TypeError`.
 */
export interface ManagementClient extends ManagementMethods {
  /**
   * Checks a code, or recovery code, that your backend received itself, and says whose it is. `invalid_code`: it is
   * wrong. `too_many_attempts`: not now. `no_authenticator`: the user cannot be asked, so do not let them in.
   */
  verifyForManagement(body: ManagedVerificationBody): Promise<User>;
}

/**
 * Makes a client of the management API, for backends in any JavaScript runtime. The key goes to `server` and nowhere
 * else: redirects are not followed, and no error holds it.
 * @throws TypeError when the key is missing, or server is no URL that a key may be sent to
 */
export function createManagementClient(options: ManagementClientOptions): ManagementClient {
  const given = (options as ManagementClientOptions | undefined) ?? ({} as ManagementClientOptions);
  const exchange = new KeyedExchange({
    server: requireServer(given.server, { httpIsAllowed: given.allowHttp === true }),
    key: requireKey(given.managementKey),
    timeoutMs: requireTimeout(given.timeoutMs ?? 15_000),
    fetch: given.fetch ?? ((url, init) => fetch(url, init)),
  });
  return new KeyedManagementClient((request) => exchange.send(request));
}

class KeyedManagementClient extends ManagementRequests implements ManagementClient {
  readonly #send: SendManagementRequest;

  constructor(send: SendManagementRequest) {
    super(send);
    this.#send = send;
  }

  async verifyForManagement(body: ManagedVerificationBody): Promise<User> {
    const path = 'api/v1/manage/verifications';
    const { user } = await this.#send<{ readonly user: User }>({
      method: 'POST',
      path,
      body,
      answers: 'user',
    });
    requireUser(user);
    return user;
  }
}

/** Somebody is let in by this answer, so it must say who. */
function requireUser(user: Partial<User> | null): void {
  if (typeof user?.userId === 'string' && user.userId !== '') return;
  throw new TotpError('server_unrecognized', {
    message:
      'The answer to a code says of no user. Is "server" the TOTP_KIT_PUBLIC_URL of a totp-kit server?',
  });
}
