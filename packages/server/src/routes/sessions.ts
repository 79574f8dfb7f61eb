import { operations } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import { readCredentials } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal, refuse } from '../services/context.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { serve } from './operation.ts';
import { answerSession } from './session-answer.ts';

/** The session: whose it is, refreshing, signing out. */
export function serveSessions(
  app: Hono<AppEnvironment>,
  { sessions }: Services,
  cookies: SessionCookies,
): void {
  serve(app, operations.getSession, async ({ context }) => {
    const token = bearerOf(context) ?? cookies.read(context).accessToken;
    const live = token === undefined ? undefined : await sessions.authenticate(token);
    return live === undefined ? refuse('unauthenticated') : sessions.present(live);
  });

  serve(app, operations.refreshSession, async ({ body, context }) => {
    const token = body.refreshToken ?? cookies.read(context).refreshToken;
    if (token === undefined) return refuse('unauthenticated');
    const refreshed = await sessions.refresh(token, actorOf(context, 'user'));
    if (isRefusal(refreshed)) {
      if (body.refreshToken === undefined) cookies.clear(context);
      return refreshed;
    }
    return { session: answerSession(context, cookies, refreshed) };
  });

  serve(app, operations.signOut, async ({ query, context }) => {
    const bearer = bearerOf(context);
    const { accessToken, refreshToken } = cookies.read(context);
    const sessionId =
      (await identify(bearer)) ?? (await identify(refreshToken)) ?? (await identify(accessToken));
    if (bearer === undefined) cookies.clear(context);
    if (sessionId === undefined) return refuse('unauthenticated');
    const scope = query.everywhere === 'true' ? 'everywhere' : 'here';
    await sessions.signOut({ sessionId, scope, by: actorOf(context, 'user') });
    return undefined;
  });

  function identify(token: string | undefined): Promise<string | undefined> {
    return token === undefined ? Promise.resolve(undefined) : sessions.identify(token);
  }
}

function bearerOf(context: Context<AppEnvironment>): string | undefined {
  const credentials = readCredentials(context);
  if (credentials.scheme === 'ticket') {
    throw new TotpError('unauthenticated', { message: 'A ticket is not a session.' });
  }
  return credentials.scheme === 'bearer' ? credentials.value : undefined;
}
