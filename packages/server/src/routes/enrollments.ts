import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal } from '../services/context.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import type { CallerReader } from './caller.ts';
import { serve } from './operation.ts';
import { answerSession } from './session-answer.ts';

export interface EnrollmentRoutes {
  readonly services: Services;
  readonly callers: CallerReader;
  readonly cookies: SessionCookies;
}

/** Sign-up and one more authenticator: start, confirm, give up. */
export function serveEnrollments(
  app: Hono<AppEnvironment>,
  { services, callers, cookies }: EnrollmentRoutes,
): void {
  const { enrollments } = services;

  serve(app, operations.startEnrollment, async ({ body, context }) => {
    if (body.action === 'sign-up') {
      const { user, label } = body;
      const loginId = requireLoginId(body.loginId);
      const caller = await callers.read(context);
      const ticket = caller.kind === 'ticket' ? caller.ticket : undefined;
      const by = actorOf(context, ticket === undefined ? 'anonymous' : 'ticket');
      return enrollments.startSignUp({ loginId, user, label, ticket }, by);
    }
    const { label, replaces } = body;
    const permit = await callers.requireSomebody(context);
    const by = actorOf(context, permit.kind === 'ticket' ? 'ticket' : 'user');
    return enrollments.startUpdate({ label, replaces, permit }, by);
  });

  serve(app, operations.confirmEnrollment, async ({ pathParams, body, context }) => {
    const by = actorOf(context, 'anonymous');
    const { enrollmentId } = pathParams;
    const order = { enrollmentId, code: body.code, surface: 'users' } as const;
    const confirmed = await enrollments.confirm(order, by);
    return isRefusal(confirmed) ? confirmed : answerSession(context, cookies, confirmed);
  });

  serve(app, operations.cancelEnrollment, async ({ pathParams }) => {
    await enrollments.cancel(pathParams.enrollmentId);
    return undefined;
  });
}
