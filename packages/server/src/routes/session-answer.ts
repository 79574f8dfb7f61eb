import type { Session } from '@totp-kit/protocol';
import type { Context } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import type { IssuedSession } from '../services/sessions.ts';

/** A session as this caller gets it: to a page of our own origin the tokens go as cookies, and the body has none. */
export function giveSession(
  c: Context<AppEnvironment>,
  cookies: SessionCookies,
  issued: IssuedSession,
): Session {
  if (!cookies.isFromOwnPage(c)) return issued;
  cookies.write(c, issued);
  const { expiresAt, refreshExpiresAt, freshUntil } = issued;
  return { expiresAt, refreshExpiresAt, freshUntil };
}

/** An answer that may hold a session, as this caller gets it. */
export function answerSession<Answer extends { readonly session?: IssuedSession | undefined }>(
  c: Context<AppEnvironment>,
  cookies: SessionCookies,
  answer: Answer,
): Omit<Answer, 'session'> & { session?: Session } {
  const { session, ...rest } = answer;
  return session === undefined ? rest : { ...rest, session: giveSession(c, cookies, session) };
}
