import type { Operation } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import type { ConsoleCookie } from '../middleware/console-cookie.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { ConsoleSessionService, LiveConsoleSession } from '../services/console-sessions.ts';
import type { Surface } from './operation.ts';

export interface ConsoleSurfaceOptions {
  readonly sessions: ConsoleSessionService;
  readonly cookie: ConsoleCookie;
  readonly prefix: Surface['prefix'];
}

/** What administrators do in the console: as far as their role goes, and what counts most only soon after a code. */
export function consoleSurface(
  app: Hono<AppEnvironment>,
  { sessions, cookie, prefix }: ConsoleSurfaceOptions,
): Surface {
  return {
    app,
    prefix,
    has: ({ roles }) => roles !== undefined,
    authorize: async (c, operation) => {
      const live = await requireAdministrator(c, { sessions, cookie });
      requireRole(live, operation);
      if (operation.isFreshOnly === true && !sessions.isFresh(live)) {
        throw new TotpError('session_not_fresh');
      }
      c.set('administrator', live);
      c.set('management', sessions.grantFor(live, operation));
    },
  };
}

/**
 * A page says by it who it takes to be signed in: what one administrator began is not done in the name of the next
 * one, who has signed in by another page of the same browser.
 */
const expectedHeader = 'x-console-administrator';

/** Who is signed in to the console. @throws TotpError unauthenticated */
export async function requireAdministrator(
  c: Context<AppEnvironment>,
  { sessions, cookie }: Omit<ConsoleSurfaceOptions, 'prefix'>,
): Promise<LiveConsoleSession> {
  const token = cookie.read(c);
  const live = token === undefined ? undefined : await sessions.authenticate(token);
  const expected = c.req.header(expectedHeader);
  if (live !== undefined && expected !== undefined && expected !== live.administrator.userId) {
    throw new TotpError('unauthenticated', {
      message: 'Somebody else has signed in to the console in this browser. Load the page again.',
    });
  }
  if (live !== undefined) return live;
  throw new TotpError('unauthenticated', { message: 'Sign in to the console.' });
}

function requireRole(
  { administrator: { role } }: LiveConsoleSession,
  { roles = [] }: Operation,
): void {
  if (roles.includes(role)) return;
  throw new TotpError('forbidden', {
    message: `Your role (${role}) does not allow this. Ask an administrator.`,
  });
}
