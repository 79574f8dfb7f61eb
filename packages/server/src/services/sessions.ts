import type { Session, SessionAnswer } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { readJwt, signJwt } from '../core/jwt.ts';
import { hashToken, randomId, randomToken, refreshSuccessor } from '../core/tokens.ts';
import type { Actor } from '../store/events.ts';
import type { LiveSession, LiveSessionTimes, SessionEnd } from '../store/sessions.ts';
import type { UserRecord } from '../store/users.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { presentUser } from './presentation.ts';
import type { ServerKeys } from './server-keys.ts';

/** A session with its tokens, as it is issued. */
export type IssuedSession = Session & {
  readonly accessToken: string;
  readonly refreshToken: string;
};

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
      refreshHash: hashToken(refreshToken),
    };
  }

  /** Makes the tokens of a session that was stored. */
  issue(begun: {
    readonly user: UserRecord;
    readonly times: LiveSessionTimes;
    readonly sessionId: string;
    readonly refreshToken: string;
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
      refreshToken,
      ...presentTimes({ ...times, expiresAt }),
    };
  }

  /** Whose access token this is, if it is ours, in time, and its session is not over. */
  async authenticate(
    accessToken: string,
  ): Promise<(LiveSession & { readonly expiresAt: number }) | undefined> {
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

  present(live: LiveSession & { readonly expiresAt: number }): SessionAnswer {
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
    return this.#context.clock() < live.session.verifiedAt + durations.fresh;
  }

  async refresh(
    refreshToken: string,
    by: Actor,
  ): Promise<IssuedSession | Refusal<'unauthenticated'>> {
    const successor = refreshSuccessor(refreshToken, this.#keys.successorKey);
    const live = await this.#context.store.refreshSession({
      refreshHash: hashToken(refreshToken),
      successorHash: hashToken(successor),
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
  async identify(token: string): Promise<string | undefined> {
    const live = await this.authenticate(token);
    return (
      live?.session.sessionId ??
      (await this.#context.store.findSessionIdByRefreshToken(
        hashToken(token),
        this.#context.clock(),
      ))
    );
  }

  async signOut(end: Omit<SessionEnd, 'at'>): Promise<void> {
    await this.#context.store.endSession({ ...end, at: this.#context.clock() });
  }
}

function presentTimes(times: LiveSessionTimes & { readonly expiresAt: number }) {
  return {
    expiresAt: toIso(times.expiresAt),
    refreshExpiresAt: toIso(times.refreshExpiresAt),
    freshUntil: toIso(times.verifiedAt + durations.fresh),
  };
}
