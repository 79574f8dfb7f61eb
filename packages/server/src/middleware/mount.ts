import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';
import { giveRequestId } from './request-id.ts';

/**
 * Takes only paths that are written plainly. The site around may guard paths of its own and of ours, and need not
 * read `/%61uth` as `/auth`.
 */
export const plainPathsOnly = createMiddleware<AppEnvironment>(async (c, next) => {
  const { url } = c.req;
  const query = url.indexOf('?');
  if ((query < 0 ? url : url.slice(0, query)).includes('%')) throw new TotpError('not_found');
  await next();
});

/** Answers what is below the mount and is not there. */
export function nothingThere(): never {
  throw new TotpError('not_found');
}

/** Answers what is not below the mount, and says where that is. */
export function outsideMount(basePath: string) {
  return (c: Context<AppEnvironment>): never => {
    giveRequestId(c);
    throw new TotpError('not_found', {
      message: `totp-kit is mounted at ${basePath}, as its TOTP_KIT_PUBLIC_URL says, and answers whole paths below it, such as ${basePath}/healthz. Whoever takes ${basePath} off the path before handing a request over must not: docs/mounting.md says how.`,
    });
  };
}
