import { operations } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import { readCredentials } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal, refuse } from '../services/context.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import type { CallerReader } from './caller.ts';
import { serve } from './operation.ts';
import { giveSession } from './session-answer.ts';

export interface SessionRoutes {
  readonly services: Services;
  readonly callers: CallerReader;
  readonly cookies: SessionCookies;
}

/** The session: whose it is, refreshing, signing out. */
export function serveSessions(
  app: Hono<AppEnvironment>,
  { services, callers, cookies }: SessionRoutes,
): void {
  const { sessions } = services;

  serve(app, operations.getSession, async ({ context }) =>
    sessions.present(await callers.requireSession(context)),
  );

  serve(app, operations.refreshSession, async ({ body, context }) => {
    const token = body.refreshToken ?? cookies.read(context).refreshToken;
    if (token === undefined) return refuse('unauthenticated');
    const refreshed = await sessions.refresh(token, actorOf(context, 'user'));
    if (!isRefusal(refreshed)) {
      return { session: giveSession(context, cookies, refreshed) };
    }
    if (body.refreshToken === undefined) cookies.clear(context);
    return refreshed;
  });

  serve(app, operations.signOut, async ({ query, context }) => {
    const by = actorOf(context, 'user');
    const bearer = bearerOf(context);
    const { accessToken, refreshToken } = cookies.read(context);
    const tokens = bearer === undefined ? [refreshToken, accessToken] : [bearer];
    let sessionId: string | undefined;
    for (const token of tokens) {
      if (token !== undefined) sessionId ??= await sessions.identify(token, by);
    }
    if (sessionId !== undefined) {
      const scope = query.everywhere === 'true' ? 'everywhere' : 'here';
      await sessions.signOut({ sessionId, scope, by });
    }
    // Only now: a browser that could not be signed out must be able to try again.
    if (bearer === undefined) cookies.clear(context);
    return sessionId === undefined ? refuse('unauthenticated') : undefined;
  });
}

function bearerOf(context: Context<AppEnvironment>): string | undefined {
  const credentials = readCredentials(context);
  if (credentials.scheme === 'ticket') {
    throw new TotpError('unauthenticated', { message: 'A ticket is not a session.' });
  }
  return credentials.scheme === 'bearer' ? credentials.value : undefined;
}
