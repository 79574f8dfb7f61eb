import type { OwnSession, Session, SessionAnswer } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { isFresh } from '../core/freshness.ts';
import { readJwt, signJwt } from '../core/jwt.ts';
import { hashToken, randomId, randomToken, refreshSuccessor } from '../core/tokens.ts';
import type { Actor } from '../store/events.ts';
import type {
  LiveSession,
  LiveSessionTimes,
  SessionEnd,
  SessionRecord,
} from '../store/sessions.ts';
import type { UserRecord } from '../store/users.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { presentUser } from './presentation.ts';
import type { ServerKeys } from './server-keys.ts';

/** A session with its tokens, as it is issued. One that became fresh keeps the refresh token it has. */
export type IssuedSession = Session & { readonly accessToken: string };

/** A session that an access token stands for. */
export type AuthenticatedSession = LiveSession & { readonly expiresAt: number };

/** The random parts of a session that begins if its transaction accepts the code. */
export interface PreparedSession {
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly refreshHash: string;
}

const accessTokenType = 'totp-session+jwt';

export class SessionService {
  readonly #context: ServiceContext;
  readonly #keys: ServerKeys;

  constructor(context: ServiceContext, keys: ServerKeys) {
    this.#context = context;
    this.#keys = keys;
  }

  prepare(): PreparedSession {
    const refreshToken = randomToken('refresh');
    return {
      sessionId: randomId('session'),
      refreshToken,
      refreshHash: this.#hash(refreshToken),
    };
  }

  /** A refresh token is one of this public URL's only, as access tokens are: servers at two paths may share a database. */
  #hash(refreshToken: string): string {
    return hashToken(`${this.#context.publicUrl} ${refreshToken}`);
  }

  /** Makes the tokens of a session that was stored. */
  issue(begun: {
    readonly user: UserRecord;
    readonly times: LiveSessionTimes;
    readonly sessionId: string;
    readonly refreshToken?: string | undefined;
  }): IssuedSession {
    const { user, times, sessionId, refreshToken } = begun;
    const now = this.#context.clock();
    const expiresAt = now + durations.accessToken;
    const claims = {
      iss: this.#context.publicUrl,
      aud: this.#context.publicUrl,
      sub: user.userId,
      sid: sessionId,
      iat: Math.floor(now / 1000),
      exp: Math.floor(expiresAt / 1000),
      auth_time: Math.floor(times.verifiedAt / 1000),
      amr: ['otp'],
      login_id: user.loginId,
      login_id_verified: user.loginIdVerified === 1,
    };
    return {
      accessToken: signJwt(accessTokenType, claims, this.#keys.signer),
      ...(refreshToken !== undefined && { refreshToken }),
      ...presentTimes({ ...times, expiresAt }),
    };
  }

  /** Whose access token this is, if it is ours, in time, and its session is not over. */
  async authenticate(accessToken: string): Promise<AuthenticatedSession | undefined> {
    const now = this.#context.clock();
    const claims = readJwt(accessToken, {
      typ: accessTokenType,
      issuer: this.#context.publicUrl,
      audience: this.#context.publicUrl,
      nowMs: now,
      publicKey: this.#keys.publicKey,
    });
    const { sid, exp } = claims ?? {};
    if (typeof sid !== 'string' || typeof exp !== 'number') return undefined;
    const live = await this.#context.store.findLiveSession(sid, now);
    return live && { ...live, expiresAt: exp * 1000 };
  }

  present(live: AuthenticatedSession): SessionAnswer {
    return {
      user: presentUser(live.user),
      session: presentTimes({
        verifiedAt: live.session.verifiedAt,
        refreshExpiresAt: live.refreshExpiresAt,
        expiresAt: live.expiresAt,
      }),
    };
  }

  isFresh(live: LiveSession): boolean {
    return isFresh(live.session.verifiedAt, this.#context.clock());
  }

  async refresh(
    refreshToken: string,
    by: Actor,
  ): Promise<IssuedSession | Refusal<'unauthenticated'>> {
    const successor = refreshSuccessor(refreshToken, this.#keys.successorKey);
    const live = await this.#context.store.refreshSession({
      refreshHash: this.#hash(refreshToken),
      successorHash: this.#hash(successor),
      now: this.#context.clock(),
      by,
    });
    if (live === undefined) return refuse('unauthenticated');
    return this.issue({
      user: live.user,
      times: { verifiedAt: live.session.verifiedAt, refreshExpiresAt: live.refreshExpiresAt },
      sessionId: live.session.sessionId,
      refreshToken: successor,
    });
  }

  /** The session a token belongs to, whether it is an access or a refresh token. */
  async identify(token: string, by: Actor): Promise<string | undefined> {
    const live = await this.authenticate(token);
    if (live !== undefined) return live.session.sessionId;
    const now = this.#context.clock();
    return this.#context.store.identifyRefreshToken({ refreshHash: this.#hash(token), now, by });
  }

  async signOut(end: Omit<SessionEnd, 'at'>): Promise<void> {
    await this.#context.store.endSession({ ...end, at: this.#context.clock() });
  }

  async listOwn({ user, session }: LiveSession): Promise<OwnSession[]> {
    const sessions = await this.#context.store.listSessions(user.userId, this.#context.clock());
    return sessions.map((record) => ({
      ...presentSession(record),
      isCurrent: record.sessionId === session.sessionId,
    }));
  }

  async endOwn(
    { user }: LiveSession,
    sessionId: string,
    by: Actor,
  ): Promise<Refusal<'not_found'> | undefined> {
    const at = this.#context.clock();
    const { userId } = user;
    const isEnded = await this.#context.store.endOwnSession({ userId, sessionId, at, by });
    return isEnded ? undefined : refuse('not_found');
  }
}

export function presentSession(session: SessionRecord): Omit<OwnSession, 'isCurrent'> {
  return {
    sessionId: session.sessionId,
    createdAt: toIso(session.createdAt),
    verifiedAt: toIso(session.verifiedAt),
    expiresAt: toIso(session.expiresAt),
  };
}

function presentTimes(times: LiveSessionTimes & { readonly expiresAt: number }) {
  return {
    expiresAt: toIso(times.expiresAt),
    refreshExpiresAt: toIso(times.refreshExpiresAt),
    freshUntil: toIso(times.verifiedAt + durations.fresh),
  };
}
