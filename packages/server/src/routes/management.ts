import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { requireManagement } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import { invalidRequest } from '../services/invalid-request.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { decodeCursor, decodeNumberCursor, encodeCursor } from './cursors.ts';
import { serve } from './operation.ts';

const defaultLimit = 50;

/** What a site's backend does with users, by its management key. */
export function serveManagement(
  app: Hono<AppEnvironment>,
  { users, managementAccess }: Services,
): void {
  app.use(
    '/api/v1/manage/*',
    createMiddleware<AppEnvironment>(async (c, next) => {
      requireManagement(c, managementAccess);
      await next();
    }),
  );

  serve(app, operations.listUsers, async ({ query }) => {
    const { next, ...page } = await users.list({
      query: query.query,
      after: optional(query.cursor, decodeCursor),
      limit: query.limit ?? defaultLimit,
    });
    return { ...page, ...(next !== undefined && { nextCursor: encodeCursor(next) }) };
  });

  serve(app, operations.createUser, ({ body, context }) =>
    users.create(
      { ...body, loginId: requireLoginId(body.loginId) },
      actorOf(context, 'management'),
    ),
  );

  serve(app, operations.getUser, ({ pathParams }) => users.find(pathParams.userId));

  serve(app, operations.deleteUser, ({ pathParams, context }) =>
    users.delete(pathParams.userId, actorOf(context, 'management')),
  );

  serve(app, operations.deleteTotp, ({ headers, body, context }) =>
    users.deleteTotp(
      { idempotencyKey: headers['idempotency-key'], ...body },
      actorOf(context, 'management'),
    ),
  );

  serve(app, operations.createTicket, ({ body, context }) => {
    const { userId, loginId, ttlSeconds } = body;
    const actor = actorOf(context, 'management');
    if (userId !== undefined) return users.createTicket({ userId, ttlSeconds }, actor);
    if (loginId === undefined) {
      throw invalidRequest([{ field: '', message: 'give either userId or loginId' }]);
    }
    return users.createTicket({ loginId: requireLoginId(loginId), ttlSeconds }, actor);
  });

  serve(app, operations.listEvents, async ({ query }) => {
    const { next, ...page } = await users.listEvents({
      userId: query.userId,
      action: query.action,
      from: optional(query.from, Date.parse),
      to: optional(query.to, Date.parse),
      before: optional(query.cursor, decodeNumberCursor),
      limit: query.limit ?? defaultLimit,
    });
    return { ...page, ...(next !== undefined && { nextCursor: encodeCursor(next) }) };
  });
}

function optional<Value>(
  text: string | undefined,
  convert: (text: string) => Value,
): Value | undefined {
  return text === undefined ? undefined : convert(text);
}
