import { scopes, type ConsoleSession, type Operation, type SessionTimes } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { isFresh } from '../core/freshness.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { ConsoleSessionRecord, LiveConsoleSession } from '../store/console-sessions.ts';
import type { Actor, ServiceContext } from './context.ts';
import type { ManagementGrant } from './management-access.ts';
import { presentUser } from './presentation.ts';
import type { PreparedSession } from './sessions.ts';

export type { LiveConsoleSession } from '../store/console-sessions.ts';

/** The session an administrator has in the console: one token in a cookie, and nothing that a script could read. */
export class ConsoleSessionService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** The random parts of a session that begins if its transaction accepts the code. */
  prepare(): PreparedSession {
    const refreshToken = randomToken('console');
    return { sessionId: randomId('session'), refreshToken, refreshHash: hashToken(refreshToken) };
  }

  /** Whose session a token is, if it is not over; that it is used keeps it from ending. */
  authenticate(token: string): Promise<LiveConsoleSession | undefined> {
    return this.#context.store.useConsoleSession(hashToken(token), this.#context.clock());
  }

  isFresh({ session }: LiveConsoleSession): boolean {
    return isFresh(session.verifiedAt, this.#context.clock());
  }

  /** Whether links to enroll are shown to this administrator. */
  seesLinks({ administrator: { role } }: LiveConsoleSession): boolean {
    return (
      role === 'administrator' || (role === 'support' && this.#context.supportLinks === 'shown')
    );
  }

  /** What an administrator is granted for an operation. It must still hold when something is done. */
  grantFor(
    live: LiveConsoleSession,
    { roles = [], isFreshOnly }: Pick<Operation, 'roles' | 'isFreshOnly'>,
  ): ManagementGrant {
    const { sessionId } = live.session;
    return {
      kind: 'administrator',
      id: live.administrator.userId,
      role: live.administrator.role,
      scopes,
      seesLinks: this.seesLinks(live),
      permit: { kind: 'console', sessionId, roles, isFreshOnly: isFreshOnly === true },
    };
  }

  present(live: LiveConsoleSession): ConsoleSession {
    return {
      user: presentUser(live.administrator),
      session: presentConsoleTimes(live.session),
      role: live.administrator.role,
      seesLinks: this.seesLinks(live),
    };
  }

  async signOut(
    { session: { sessionId } }: LiveConsoleSession,
    scope: 'here' | 'everywhere',
    by: Actor,
  ): Promise<void> {
    const at = this.#context.clock();
    await this.#context.store.endConsoleSession({ sessionId, scope, at, by });
  }
}

/** When it ends if nothing is done, when in any case, and until when it is fresh. */
export function presentConsoleTimes(session: ConsoleSessionRecord): SessionTimes {
  return {
    expiresAt: toIso(session.idleAt),
    refreshExpiresAt: toIso(session.endsAt),
    freshUntil: toIso(session.verifiedAt + durations.fresh),
  };
}

/** A console session as it is handed to the browser that signed in; one that became fresh keeps its token. */
export interface IssuedConsoleSession {
  readonly token: string | undefined;
  readonly endsAt: string;
  readonly times: SessionTimes;
}

export function issueConsoleSession(
  session: ConsoleSessionRecord,
  prepared: PreparedSession,
): IssuedConsoleSession {
  const isNew = session.sessionId === prepared.sessionId;
  return {
    token: isNew ? prepared.refreshToken : undefined,
    endsAt: toIso(session.endsAt),
    times: presentConsoleTimes(session),
  };
}
