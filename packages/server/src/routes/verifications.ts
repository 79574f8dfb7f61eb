import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal } from '../services/context.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { serve } from './operation.ts';
import { answerSession } from './session-answer.ts';

/** Signing in with a code. */
export function serveVerifications(
  app: Hono<AppEnvironment>,
  { verifications }: Services,
  cookies: SessionCookies,
): void {
  serve(app, operations.verify, async ({ body, context }) => {
    const verified = await verifications.signIn(
      { loginId: requireLoginId(body.loginId), code: body.code },
      actorOf(context, 'anonymous'),
    );
    if (isRefusal(verified)) return verified;
    return { user: verified.user, session: answerSession(context, cookies, verified.session) };
  });
}
