import { createVerifier } from '@totp-kit/server/verify';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
});

/** Whose access token this is, checked without asking the server; undefined when it is not a good one. */
export async function readUserId(accessToken) {
  const session = await verifier.verifySession(accessToken);
  return session?.userId;
}
