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
import { serve } from './operation.ts';
import { readSecret } from './verifications.ts';

/** What a site's backend does, by a management key with the operation's scope. */
export function serveManagement(
  app: Hono<AppEnvironment>,
  { users, statistics, verifications, managementAccess }: Services,
): void {
  app.use(
    '/api/v1/manage/*',
    createMiddleware<AppEnvironment>(async (c, next) => {
      c.set('management', await requireManagement(c, managementAccess));
      await next();
    }),
  );

  serve(app, operations.listUsers, ({ query }) => users.list(query));

  serve(app, operations.createUser, ({ body, context }) =>
    users.create({ ...body, loginId: requireLoginId(body.loginId) }, managerOf(context)),
  );

  serve(app, operations.getUser, ({ pathParams }) => users.find(pathParams.userId));

  serve(app, operations.updateUser, ({ pathParams, body, context }) =>
    users.update(pathParams.userId, body, managerOf(context)),
  );

  serve(app, operations.deleteUser, ({ pathParams, query, context }) =>
    users.delete(pathParams.userId, query, managerOf(context)),
  );

  serve(app, operations.listUserSessions, ({ pathParams }) =>
    users.listSessions(pathParams.userId),
  );

  serve(app, operations.endUserSessions, ({ pathParams, context }) =>
    users.end('sessions', pathParams.userId, managerOf(context)),
  );

  serve(app, operations.listUserBrowsers, ({ pathParams }) =>
    users.listBrowsers(pathParams.userId),
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

  serve(app, operations.listEvents, ({ query }) => users.listEvents(query));

  serve(app, operations.getStatistics, ({ query }) => statistics.read(query));

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
