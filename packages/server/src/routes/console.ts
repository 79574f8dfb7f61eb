import { consoleOperations } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import type { ConsoleCookie } from '../middleware/console-cookie.ts';
import { readCredentials } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { IssuedConsoleSession } from '../services/console-sessions.ts';
import { isRefusal } from '../services/context.ts';
import { requireLoginId } from '../services/login-ids.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import { requireAdministrator } from './console-surface.ts';
import { serve, serveOn, type Surface } from './operation.ts';
import { readSecret } from './verifications.ts';

interface ConsoleRoutes {
  readonly services: Services;
  readonly cookie: ConsoleCookie;
  readonly surface: Surface;
}

/** Signing in to the console, in the shapes that elements know from signing in to a site. */
export function serveConsoleEntry(
  app: Hono<AppEnvironment>,
  { services, cookie }: Omit<ConsoleRoutes, 'surface'>,
): void {
  const { administrators, consoleSessions: sessions, verifications } = services;

  serve(app, consoleOperations.startAdministratorEnrollment, ({ body, context }) => {
    const invitation = invitationOf(context);
    const loginId = body.action === 'sign-up' ? requireLoginId(body.loginId) : undefined;
    return administrators.startEnrollment({ invitation, loginId }, actorOf(context, 'ticket'));
  });

  serve(
    app,
    consoleOperations.confirmAdministratorEnrollment,
    async ({ pathParams, body, context }) => {
      const by = actorOf(context, 'anonymous');
      const answer = await administrators.confirm(pathParams.enrollmentId, body.code, by);
      return isRefusal(answer) ? answer : giveConsoleSession(context, cookie, answer);
    },
  );

  serve(app, consoleOperations.cancelAdministratorEnrollment, async ({ pathParams }) => {
    await administrators.cancel(pathParams.enrollmentId);
    return undefined;
  });

  serve(app, consoleOperations.verifyAdministrator, async ({ body, context }) => {
    const { loginId, browserToken } = body;
    const claim =
      loginId === undefined
        ? ({
            kind: 'console',
            live: await requireAdministrator(context, { sessions, cookie }),
          } as const)
        : ({ kind: 'administrator', loginId: requireLoginId(loginId), browserToken } as const);
    const by =
      claim.kind === 'console'
        ? { ...actorOf(context, 'administrator'), id: claim.live.administrator.userId }
        : actorOf(context, 'anonymous');
    const order = { claim, secret: readSecret(body), clientAddress: by.clientAddress };
    const answer = await verifications.verify(order, by);
    return isRefusal(answer) ? answer : giveConsoleSession(context, cookie, answer);
  });
}

/** The session of who is signed in, the administrators, and the configuration. */
export function serveConsole({ services, cookie, surface }: ConsoleRoutes): void {
  const { administrators, consoleSessions: sessions, configuration } = services;

  serveOn(surface, consoleOperations.getConsoleSession, ({ context }) =>
    Promise.resolve(sessions.present(context.get('administrator'))),
  );

  serveOn(surface, consoleOperations.continueConsoleSession, ({ context }) =>
    Promise.resolve({ session: sessions.present(context.get('administrator')).session }),
  );

  serveOn(surface, consoleOperations.signOutOfConsole, async ({ query, context }) => {
    const scope = query.everywhere === 'true' ? 'everywhere' : 'here';
    await sessions.signOut(context.get('administrator'), scope, administratorOf(context));
    cookie.clear(context);
    return undefined;
  });

  serveOn(surface, consoleOperations.getConfiguration, () => configuration.describe());

  serveOn(surface, consoleOperations.listAdministrators, async ({ context }) => ({
    administrators: await administrators.list(oneselfOf(context)),
  }));

  serveOn(surface, consoleOperations.createAdministrator, ({ body, context }) => {
    const loginId = requireLoginId(body.loginId);
    return administrators.create({ loginId, role: body.role }, administratorOf(context));
  });

  serveOn(surface, consoleOperations.updateAdministrator, ({ pathParams, body, context }) =>
    administrators.changeRole(
      { ...pathParams, oneself: oneselfOf(context) },
      body.role,
      administratorOf(context),
    ),
  );

  serveOn(surface, consoleOperations.resetAdministrator, ({ pathParams, context }) =>
    administrators.reset({ ...pathParams, oneself: oneselfOf(context) }, administratorOf(context)),
  );

  serveOn(surface, consoleOperations.removeAdministrator, ({ pathParams, context }) =>
    administrators.remove({ ...pathParams, oneself: oneselfOf(context) }, administratorOf(context)),
  );
}

/** The token goes as a cookie, and the answer has only the times. */
function giveConsoleSession<
  Answer extends {
    readonly session?: unknown;
    readonly consoleSession?: IssuedConsoleSession | undefined;
  },
>(context: Context<AppEnvironment>, cookie: ConsoleCookie, answer: Answer) {
  const { consoleSession, ...rest } = answer;
  if (consoleSession === undefined) return rest;
  const { token, endsAt, times } = consoleSession;
  if (token !== undefined) cookie.write(context, token, endsAt);
  return { ...rest, session: times };
}

/** @throws TotpError unauthenticated */
function invitationOf(context: Context<AppEnvironment>): string {
  const credentials = readCredentials(context);
  if (credentials.scheme === 'ticket') return credentials.value;
  throw new TotpError('ticket_invalid');
}

function oneselfOf(context: Context<AppEnvironment>): string {
  return context.get('administrator').administrator.userId;
}

function administratorOf(context: Context<AppEnvironment>) {
  return { ...actorOf(context, 'administrator'), id: oneselfOf(context) };
}
