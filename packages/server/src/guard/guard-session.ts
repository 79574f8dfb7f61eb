import { sessionCookieNames } from '../core/session-cookie-names.ts';
import type { TokenVerifier, VerifiedSession } from '../verify.ts';
import { Denial } from './denial.ts';
import { denyWithoutKeys } from './without-keys.ts';

/** What a guard looks at, whatever the framework calls it. */
export interface GuardedRequest {
  readonly method: string;
  readonly header: (name: string) => string | null | undefined;
}

export interface SessionRequirement {
  /** The audience that access tokens must have; the server's own URL unless said. */
  readonly audience?: string | undefined;
}

const howToSend =
  'Send the access token as "Authorization: Bearer <token>", or, from a page of the totp-kit server’s own origin, with its cookies.';

/** The session a request comes with, or the answer to one without. */
export async function guardSession(
  verifier: TokenVerifier,
  request: GuardedRequest,
  requirement: SessionRequirement = {},
): Promise<VerifiedSession | Denial> {
  const token = readAccessToken(verifier, request);
  if (token instanceof Denial) return token;
  return denyWithoutKeys(async () => {
    const session = await verifier.verifySession(token, { audience: requirement.audience });
    return session ?? new Denial('unauthenticated', 'The access token has expired or is not good.');
  });
}

/**
 * The header counts alone where there is one. The cookie is the server's own, for pages of its own origin: where the
 * server is mounted in the site, that is the site.
 */
export function readAccessToken(
  { issuer }: TokenVerifier,
  request: GuardedRequest,
): string | Denial {
  const authorization = request.header('authorization');
  if (typeof authorization === 'string') {
    const [, token] = /^bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization) ?? [];
    return token ?? new Denial('unauthenticated', howToSend);
  }
  const token = readCookie(request.header('cookie'), sessionCookieNames(issuer).access);
  if (token === undefined) return new Denial('unauthenticated', howToSend);
  if (isFromOwnPage(issuer, request)) return token;
  return new Denial(
    'unauthenticated',
    `The session cookie counts only in requests that a page of ${new URL(issuer).origin} sends.`,
  );
}

/**
 * Whether no other site can have sent it, nor another host of this one, whose requests bring the cookie in spite of its
 * SameSite=Strict. Browsers say where a request is from (Fetch Metadata), and name the origin in all that may change
 * something. What only reads and says neither shows its answer to nobody else.
 */
function isFromOwnPage(issuer: string, { method, header }: GuardedRequest): boolean {
  const origin = header('origin') ?? undefined;
  const isOwn = origin === new URL(issuer).origin;
  const site = header('sec-fetch-site') ?? undefined;
  // A page that sends no Referer sends the origin `null`.
  if (site === 'same-origin') return isOwn || origin === undefined || origin === 'null';
  if (origin !== undefined) return isOwn && site === undefined;
  if (!/^(?:GET|HEAD)$/.test(method)) return false;
  if (site === 'same-site') {
    // A link is followed by a person; an image or a frame loads by itself.
    return header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document';
  }
  return site === undefined || site === 'none';
}

/** RFC 6265 §4.2.1. Tokens need no unescaping. */
function readCookie(header: string | null | undefined, name: string): string | undefined {
  const pair = header?.split(/; */).find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
