import { operations } from '@totp-kit/protocol';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Services } from '../services/services.ts';
import { actorOf } from './actor.ts';
import type { CallerReader } from './caller.ts';
import { serve } from './operation.ts';

/** What the signed-in do with what is theirs. */
export function serveSelfService(
  app: Hono<AppEnvironment>,
  { selfService, sessions }: Services,
  callers: CallerReader,
): void {
  serve(app, operations.listOwnAuthenticators, async ({ context }) =>
    selfService.listAuthenticators(await callers.requireSomebody(context)),
  );

  serve(app, operations.renameOwnAuthenticator, async ({ pathParams, body, context }) =>
    selfService.rename(
      await callers.requireSomebody(context),
      { ...pathParams, ...body },
      actorOf(context, 'user'),
    ),
  );

  serve(app, operations.removeOwnAuthenticator, async ({ pathParams, context }) =>
    selfService.remove(
      await callers.requireSomebody(context),
      pathParams.authenticatorId,
      actorOf(context, 'user'),
    ),
  );

  serve(app, operations.renewOwnRecoveryCodes, async ({ context }) =>
    selfService.renewRecoveryCodes(
      await callers.requireSomebody(context),
      actorOf(context, 'user'),
    ),
  );

  serve(app, operations.listOwnSessions, async ({ context }) => ({
    sessions: await sessions.listOwn(await callers.requireSession(context)),
  }));

  serve(app, operations.endOwnSession, async ({ pathParams, context }) =>
    sessions.endOwn(
      await callers.requireSession(context),
      pathParams.sessionId,
      actorOf(context, 'user'),
    ),
  );

  serve(app, operations.forgetOwnBrowsers, async ({ context }) => {
    const live = await callers.requireSession(context);
    await selfService.forgetBrowsers(live, actorOf(context, 'user'));
    return undefined;
  });
}
