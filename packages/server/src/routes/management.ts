import { operations } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { requireManagement } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import { isRefusal, type Actor } from '../services/context.ts';
import { invalidRequest } from '../services/invalid-request.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { decodeCursor, decodeNumberCursor, encodeCursor } from './cursors.ts';
import { serve } from './operation.ts';
import { readSecret } from './verifications.ts';

const defaultLimit = 50;

/** What a site's backend does, by a management key with the operation's scope. */
export function serveManagement(
  app: Hono<AppEnvironment>,
  { users, verifications, managementAccess }: Services,
): void {
  app.use(
    '/api/v1/manage/*',
    createMiddleware<AppEnvironment>(async (c, next) => {
      c.set('management', await requireManagement(c, managementAccess));
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
    users.create({ ...body, loginId: requireLoginId(body.loginId) }, managerOf(context)),
  );

  serve(app, operations.getUser, ({ pathParams }) => users.find(pathParams.userId));

  serve(app, operations.updateUser, ({ pathParams, body, context }) =>
    users.update(pathParams.userId, body, managerOf(context)),
  );

  serve(app, operations.deleteUser, ({ pathParams, context }) =>
    users.delete(pathParams.userId, managerOf(context)),
  );

  serve(app, operations.listUserSessions, ({ pathParams }) =>
    users.listSessions(pathParams.userId),
  );

  serve(app, operations.endUserSessions, ({ pathParams, context }) =>
    users.end('sessions', pathParams.userId, managerOf(context)),
  );

  serve(app, operations.forgetUserBrowsers, ({ pathParams, context }) =>
    users.end('browsers', pathParams.userId, managerOf(context)),
  );

  serve(app, operations.endUserWaiting, ({ pathParams, context }) =>
    users.end('waiting', pathParams.userId, managerOf(context)),
  );

  serve(app, operations.deleteTotp, ({ headers, body, context }) =>
    users.deleteTotp({ idempotencyKey: headers['idempotency-key'], ...body }, managerOf(context)),
  );

  serve(app, operations.createTicket, ({ body, context }) => {
    const { userId, loginId, ...terms } = body;
    const holder = holderOf({ userId, loginId });
    return users.createTicket({ ...terms, ...holder }, managerOf(context));
  });

  serve(app, operations.verifyManaged, async ({ body, context }) => {
    const { clientAddress } = body;
    const claim = { kind: 'management', ...holderOf(body) } as const;
    const order = { claim, secret: readSecret(body), clientAddress };
    const by = { ...managerOf(context), clientAddress };
    const verified = await verifications.verify(order, by);
    return isRefusal(verified) ? verified : { user: verified.user };
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

  serve(app, operations.listManagementKeys, async () => ({ keys: await managementAccess.list() }));

  serve(app, operations.createManagementKey, ({ body, context }) => {
    const missing = body.scopes.filter(
      (scope) => !context.get('management').scopes.includes(scope),
    );
    if (missing.length > 0) {
      throw new TotpError('forbidden', {
        message: `A key gives only scopes that it has. This one lacks: ${missing.join(', ')}.`,
      });
    }
    return managementAccess.create(body, managerOf(context));
  });

  serve(app, operations.revokeManagementKey, ({ pathParams, context }) =>
    managementAccess.revoke(pathParams.keyId, context.get('management'), managerOf(context)),
  );
}

function managerOf(context: Context<AppEnvironment>): Actor {
  return { ...actorOf(context, 'management'), id: context.get('management').keyId };
}

/** Whom a request names; the schema sees to it that it names one. */
function holderOf(body: {
  readonly userId?: string | undefined;
  readonly loginId?: string | undefined;
}) {
  const { userId, loginId } = body;
  if (userId !== undefined) return { userId };
  if (loginId !== undefined) return { loginId: requireLoginId(loginId) };
  throw invalidRequest([{ field: 'userId', message: 'give either userId or loginId' }]);
}

function optional<Value>(
  text: string | undefined,
  convert: (text: string) => Value,
): Value | undefined {
  return text === undefined ? undefined : convert(text);
}
