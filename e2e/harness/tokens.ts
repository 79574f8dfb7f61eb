import { createRemoteJWKSet, jwtVerify, type JWTVerifyResult } from 'jose';
import type { BrowserContext } from 'playwright-core';

/** Checks an access token the way a site's own backend does: offline, by the server's public keys. */
export function verifyAccessToken(token: string, serverUrl: string): Promise<JWTVerifyResult> {
  const keys = createRemoteJWKSet(new URL(`${serverUrl}/.well-known/jwks.json`));
  return jwtVerify(token, keys, { issuer: serverUrl, algorithms: ['ES256'] });
}

/** The access token among the cookies of a page of the server's own origin, which no script can read. */
export async function readAccessTokenCookie(context: BrowserContext): Promise<string> {
  const cookies = await context.cookies();
  const cookie = cookies.find(({ value }) => value.split('.').length === 3);
  if (cookie === undefined) throw new Error('No cookie holds an access token');
  if (!cookie.httpOnly) throw new Error(`The cookie ${cookie.name} is not HttpOnly`);
  return cookie.value;
}
