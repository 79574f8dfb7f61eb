import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { readCredentials } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import type { AuthenticatedSession, SessionService } from '../services/sessions.ts';

/** On whose strength a request acts. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'session'; readonly live: AuthenticatedSession };

/** Finds out who calls: by a ticket, an access token, or the cookies of a page of our own origin. */
export class CallerReader {
  readonly #sessions: SessionService;
  readonly #cookies: SessionCookies;

  constructor(sessions: SessionService, cookies: SessionCookies) {
    this.#sessions = sessions;
    this.#cookies = cookies;
  }

  /** @throws TotpError unauthenticated when there are credentials and they are no good */
  async read(c: Context<AppEnvironment>): Promise<Caller> {
    const credentials = readCredentials(c);
    if (credentials.scheme === 'ticket') return { kind: 'ticket', ticket: credentials.value };
    const accessToken =
      credentials.scheme === 'bearer' ? credentials.value : this.#cookies.read(c).accessToken;
    if (accessToken === undefined) return { kind: 'nobody' };
    const live = await this.#sessions.authenticate(accessToken);
    if (live !== undefined) return { kind: 'session', live };
    // A cookie that has ended is like none: the page did not choose to send it.
    if (credentials.scheme === 'none') return { kind: 'nobody' };
    throw new TotpError('unauthenticated');
  }

  /** @throws TotpError unauthenticated when nobody calls */
  async requireSomebody(c: Context<AppEnvironment>): Promise<Exclude<Caller, { kind: 'nobody' }>> {
    const caller = await this.read(c);
    if (caller.kind === 'nobody') throw new TotpError('unauthenticated');
    return caller;
  }

  /** @throws TotpError unauthenticated without a session */
  async requireSession(c: Context<AppEnvironment>): Promise<AuthenticatedSession> {
    const caller = await this.read(c);
    if (caller.kind === 'session') return caller.live;
    throw new TotpError('unauthenticated');
  }
}
