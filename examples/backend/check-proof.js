import { createVerifier, rememberProofs } from '@totp-kit/server/verify';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  isReplay: rememberProofs(), // where several processes answer, a table that they share
  onRefusal: ({ token, reason, message }) => console.warn(`${token} (${reason}): ${message}`),
});

/** Whether who gave the right password has also answered the ticket that this backend made for them. Yes once a proof. */
export async function checkProof(proof, session) {
  if (session.ticketId === undefined) return false;
  const verified = await verifier.verifyProof(proof, {
    subject: session.userId,
    audience: 'https://shop.example.com', // as in the order of the ticket
    purpose: 'sign in to the shop', // as in the order of the ticket
    ticketId: session.ticketId, // of the answer to it
  });
  if (verified === undefined) return false;
  delete session.ticketId;
  return true;
}
