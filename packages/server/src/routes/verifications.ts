import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { isRefusal } from '../services/context.ts';
import { invalidRequest } from '../services/invalid-request.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import type { Secret, VerificationClaim } from '../services/verifications.ts';
import { actorOf } from './actor.ts';
import type { Caller, CallerReader } from './caller.ts';
import { serve } from './operation.ts';
import { answerSession } from './session-answer.ts';

export interface VerificationRoutes {
  readonly services: Services;
  readonly callers: CallerReader;
  readonly cookies: SessionCookies;
}

/** Signing in, becoming fresh, answering a ticket: one verification, on three kinds of strength. */
export function serveVerifications(
  app: Hono<AppEnvironment>,
  { services, callers, cookies }: VerificationRoutes,
): void {
  serve(app, operations.verify, async ({ body, context }) => {
    const claim = toClaim(body, await callers.read(context));
    const by = actorOf(context, actorKinds[claim.kind]);
    const order = { claim, secret: readSecret(body), clientAddress: by.clientAddress };
    const verified = await services.verifications.verify(order, by);
    return isRefusal(verified) ? verified : answerSession(context, cookies, verified);
  });
}

const actorKinds = {
  login: 'anonymous',
  session: 'user',
  ticket: 'ticket',
} as const;

/** A login ID in the body means signing in; without one the caller's session or ticket says who it is. */
function toClaim(
  body: { readonly loginId?: string | undefined; readonly browserToken?: string | undefined },
  caller: Caller,
): Extract<VerificationClaim, { kind: keyof typeof actorKinds }> {
  const { loginId, browserToken } = body;
  if (caller.kind === 'ticket') {
    if (loginId === undefined) return caller;
    throw invalidRequest([{ field: 'loginId', message: 'the ticket says who it is' }]);
  }
  if (loginId !== undefined) {
    return { kind: 'login', loginId: requireLoginId(loginId), browserToken };
  }
  if (caller.kind === 'session') return caller;
  throw invalidRequest([{ field: 'loginId', message: 'is needed without a session or a ticket' }]);
}

/** The secret of a body; the schema sees to it that there is just one. */
export function readSecret(body: {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}): Secret {
  const { code, recoveryCode } = body;
  if (code !== undefined) return { code };
  if (recoveryCode !== undefined) return { recoveryCode };
  throw invalidRequest([{ field: 'code', message: 'give either code or recoveryCode' }]);
}
