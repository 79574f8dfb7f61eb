import { operations, type TotpDeletion } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import { isRefusal, type Actor } from '../services/context.ts';
import { eventViewOf } from '../services/event-listing.ts';
import { invalidRequest } from '../services/invalid-request.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { serveOn, type Surface } from './operation.ts';
import { readSecret } from './verifications.ts';

/** What is done about users, by whom the surface lets in. */
export function serveManagement(
  surface: Surface,
  { users, statistics, verifications, managementAccess }: Services,
): void {
  serveOn(surface, operations.listUsers, ({ query }) => users.list(query));

  serveOn(surface, operations.createUser, ({ body, context }) =>
    users.create({ ...body, loginId: requireLoginId(body.loginId) }, managerOf(context)),
  );

  serveOn(surface, operations.getUser, ({ pathParams }) => users.find(pathParams.userId));

  serveOn(surface, operations.updateUser, ({ pathParams, body, context }) =>
    users.update(pathParams.userId, body, managerOf(context)),
  );

  serveOn(surface, operations.deleteUser, ({ pathParams, query, context }) =>
    users.delete(pathParams.userId, query, managerOf(context)),
  );

  serveOn(surface, operations.listUserSessions, ({ pathParams }) =>
    users.listSessions(pathParams.userId),
  );

  serveOn(surface, operations.endUserSessions, ({ pathParams, context }) =>
    users.end('sessions', pathParams.userId, managerOf(context)),
  );

  serveOn(surface, operations.listUserBrowsers, ({ pathParams }) =>
    users.listBrowsers(pathParams.userId),
  );

  serveOn(surface, operations.forgetUserBrowsers, ({ pathParams, context }) =>
    users.end('browsers', pathParams.userId, managerOf(context)),
  );

  serveOn(surface, operations.endUserWaiting, ({ pathParams, context }) =>
    users.endWaiting(
      pathParams.userId,
      // Who may do it without end gives a guesser as many guesses.
      context.get('management').role === 'support' ? 'wait' : 'stop',
      managerOf(context),
    ),
  );

  serveOn(surface, operations.deleteTotp, async ({ headers, body, context }) => {
    const idempotencyKey = headers['idempotency-key'];
    const answer = await users.deleteTotp({ idempotencyKey, ...body }, managerOf(context));
    const isAnswered = !isRefusal(answer) && !context.get('management').seesLinks;
    return isAnswered ? { results: answer.results.map(withoutLink) } : answer;
  });

  serveOn(surface, operations.createTicket, ({ body, context }) => {
    const { userId, loginId, ifUnlinked = false, ...terms } = body;
    const { kind, seesLinks } = context.get('management');
    if (!seesLinks) {
      throw new TotpError('forbidden', {
        message:
          'Links to enroll are not shown to support. Ask an administrator, or set TOTP_KIT_SUPPORT_LINKS=shown.',
      });
    }
    if (kind === 'administrator' && (terms.action !== 'update-user' || userId === undefined)) {
      throw invalidRequest([
        { field: 'action', message: 'in the console, a ticket is to update-user, by userId' },
      ]);
    }
    // No administrator gets a way in beside one that is in use.
    const isOnlyWayIn = ifUnlinked || kind === 'administrator';
    const order = { ...terms, ...holderOf({ userId, loginId }), isOnlyWayIn };
    return users.createTicket(order, managerOf(context));
  });

  serveOn(surface, operations.verifyManaged, async ({ body, context }) => {
    const { clientAddress } = body;
    const claim = { kind: 'management', ...holderOf(body) } as const;
    const order = { claim, secret: readSecret(body), clientAddress };
    const by = { ...managerOf(context), clientAddress };
    const verified = await verifications.verify(order, by);
    return isRefusal(verified) ? verified : { user: verified.user };
  });

  serveOn(surface, operations.listEvents, ({ query, context }) =>
    users.listEvents(query, eventViewOf(context.get('management'))),
  );

  serveOn(surface, operations.getStatistics, ({ query }) => statistics.read(query));

  serveOn(surface, operations.listManagementKeys, async () => ({
    keys: await managementAccess.list(),
  }));

  serveOn(surface, operations.createManagementKey, ({ body, context }) => {
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

  serveOn(surface, operations.revokeManagementKey, ({ pathParams, context }) =>
    managementAccess.revoke(pathParams.keyId, context.get('management'), managerOf(context)),
  );
}

/** By whom something is managed, and what must still hold when it is done. */
export function managerOf(context: Context<AppEnvironment>): Actor {
  const { kind, id, permit } = context.get('management');
  return { ...actorOf(context, kind), id, permit };
}

/** A result as who may not see links gets it. */
function withoutLink({ userId, outcome }: TotpDeletion): TotpDeletion {
  return { userId, outcome };
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
