import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import type { AppEnvironment } from './environment.ts';
import { giveRequestId } from './request-id.ts';
import type { BaseHeaders } from './security-headers.ts';

/**
 * Takes only paths that are written plainly. The site or the proxy around may guard paths of its own and of ours, and
 * need not read `/%61uth` as `/auth`. Files of a site may have names that cannot be written otherwise. @throws TotpError
 */
export function requirePlainPath(
  c: Context<AppEnvironment>,
  escapes: 'none' | 'where needed',
): void {
  const { url } = c.req;
  const query = url.indexOf('?');
  const address = query < 0 ? url : url.slice(0, query);
  if (address.includes('%') && (escapes === 'none' || !isNeeded(address))) {
    throw new TotpError('not_found');
  }
}

function isNeeded(address: string): boolean {
  try {
    return encodeURI(decodeURI(address)) === address;
  } catch {
    return false;
  }
}

/** Answers what is below the mount and is not there. */
export function nothingThere(): never {
  throw new TotpError('not_found');
}

/** Answers what is not below the mount, and says where that is. */
export function outsideMount(basePath: string, baseHeaders: BaseHeaders) {
  return (c: Context<AppEnvironment>): never => {
    giveRequestId(c);
    baseHeaders.writeTo(c);
    throw new TotpError('not_found', {
      message: `totp-kit is mounted at ${basePath}, as its TOTP_KIT_PUBLIC_URL says, and answers whole paths below it, such as ${basePath}/healthz. Whoever takes ${basePath} off the path before handing a request over must not: docs/mounting.md says how.`,
    });
  };
}
