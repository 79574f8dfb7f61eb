import { TotpError } from '@totp-kit/protocol/errors';
import type { HttpExchange, Mishap } from './http-exchange.ts';
import { parseObject } from './parse-object.ts';

/* What is wrong between a page and its server, in sentences for the developers of the page. */

const probeTimeoutMs = 5_000;

export interface FaultScene {
  readonly mishap: Mishap;
  /** What was asked. */
  readonly url: URL;
  readonly server: URL;
  /** The origin of the page. */
  readonly origin: string;
  readonly exchange: HttpExchange;
}

export async function explain(scene: FaultScene): Promise<TotpError> {
  const { mishap, server, url } = scene;
  if (mishap === 'timeout') return serverTimeout(server);
  if (mishap === 'foreign') return serverUnrecognized(server, url);
  return mishap === 'failed' && (await isOriginRefused(scene))
    ? originNotAllowed(server, scene.origin)
    : serverUnreachable(server);
}

/**
 * A browser does not tell a page why a request failed. `/healthz` answers any origin, the API only allowed ones:
 * the first without the second means that this page's origin is not allowed.
 */
async function isOriginRefused({ server, origin, exchange }: FaultScene): Promise<boolean> {
  if (server.origin === origin) return false;
  const probe = (path: string): ReturnType<HttpExchange['fetchText']> =>
    exchange.fetchText(
      new URL(path, server),
      { credentials: 'omit', cache: 'no-store' },
      probeTimeoutMs,
    );
  const health = await probe('healthz');
  if (typeof health === 'string' || parseObject(health.text)?.['status'] !== 'ok') return false;
  return typeof (await probe('api/v1/session')) === 'string';
}

function serverTimeout(server: URL): TotpError {
  return new TotpError('server_timeout', {
    message: `The totp-kit server at ${server.href} took too long to answer.`,
  });
}

function serverUnreachable(server: URL): TotpError {
  return new TotpError('server_unreachable', {
    message: `The totp-kit server at ${server.href} does not answer. Check that it runs and that the \`server\` attribute names it.`,
  });
}

function serverUnrecognized(server: URL, url: URL): TotpError {
  // The ID of an enrollment is for its element alone.
  const pathname = url.pathname.replace(/(\/enrollments\/)[^/]+/, '$1…');
  return new TotpError('server_unrecognized', {
    message: `What answers at ${url.origin}${pathname} is not a totp-kit server. Check the \`server\` attribute, which now means ${server.href}.`,
  });
}

function originNotAllowed(server: URL, origin: string): TotpError {
  return new TotpError('origin_not_allowed', {
    message: `The totp-kit server at ${server.href} does not allow pages of ${origin}. Add ${origin} to TOTP_KIT_ORIGINS on the server.`,
  });
}
