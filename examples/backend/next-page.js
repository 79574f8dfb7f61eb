import { readSession } from '@totp-kit/server/next';
import { createVerifier } from '@totp-kit/server/verify';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
});

/** In a server component: `await greet(await headers())`, with `headers` of `next/headers`. */
export async function greet(headers) {
  const session = await readSession(verifier, headers);
  return session === undefined ? 'Please sign in.' : `Hello ${session.loginId}`;
}
