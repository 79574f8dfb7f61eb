import { requireSession } from '@totp-kit/server/next';
import { createVerifier } from '@totp-kit/server/verify';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
});

/** app/me/route.js */
export const GET = requireSession(verifier, (request, { userId, loginId }) =>
  Response.json({ userId, loginId }),
);
