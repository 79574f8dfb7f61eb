import { operations } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import { readCredentials } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal } from '../services/context.ts';
import type { UpdatePermit } from '../services/enrollments.ts';
import { invalidRequest } from '../services/invalid-request.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { serve } from './operation.ts';
import { answerSession } from './session-answer.ts';

/** Sign-up and one more authenticator: start, confirm, give up. */
export function serveEnrollments(
  app: Hono<AppEnvironment>,
  { enrollments, sessions }: Services,
  cookies: SessionCookies,
): void {
  serve(app, operations.startEnrollment, async ({ body, context }) => {
    if (body.action === 'sign-up') {
      if (readCredentials(context).scheme === 'ticket') {
        throw invalidRequest([{ field: 'action', message: 'a ticket is for "update-user"' }]);
      }
      const loginId = requireLoginId(body.loginId);
      return enrollments.startSignUp({ ...body, loginId }, actorOf(context, 'anonymous'));
    }
    const permit = await readPermit(context);
    const actor = actorOf(context, permit.kind === 'ticket' ? 'ticket' : 'user');
    return enrollments.startUpdate({ label: body.label, permit }, actor);
  });

  serve(app, operations.confirmEnrollment, async ({ pathParams, body, context }) => {
    const by = actorOf(context, 'anonymous');
    const confirmed = await enrollments.confirm(pathParams.enrollmentId, body.code, by);
    if (isRefusal(confirmed)) return confirmed;
    const { session, ...answer } = confirmed;
    return session === undefined
      ? answer
      : { ...answer, session: answerSession(context, cookies, session) };
  });

  serve(app, operations.cancelEnrollment, async ({ pathParams }) => {
    await enrollments.cancel(pathParams.enrollmentId);
    return undefined;
  });

  async function readPermit(context: Context<AppEnvironment>): Promise<UpdatePermit> {
    const credentials = readCredentials(context);
    if (credentials.scheme === 'ticket') return { kind: 'ticket', ticket: credentials.value };
    const accessToken =
      credentials.scheme === 'bearer' ? credentials.value : cookies.read(context).accessToken;
    const live = accessToken && (await sessions.authenticate(accessToken));
    if (!live) throw new TotpError('unauthenticated');
    return { kind: 'session', live };
  }
}
