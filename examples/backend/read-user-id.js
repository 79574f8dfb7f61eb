import { createRemoteJWKSet, jwtVerify } from 'jose';

const server = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', server));

/** Whose access token this is. Checks it without asking the server, and throws when it is not a good one. */
export async function readUserId(accessToken) {
  const { payload } = await jwtVerify(accessToken, keys, {
    algorithms: ['ES256'],
    typ: 'totp-session+jwt',
    issuer: server,
    audience: server,
  });
  return payload.sub;
}
