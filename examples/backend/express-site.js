import { createVerifier, rememberProofs } from '@totp-kit/server/verify';
import { requireProof, requireSession, sessionOf } from '@totp-kit/server/express';
import express from 'express';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  isReplay: rememberProofs(),
});

/** By user ID: what is waiting for a code. Yours stands in your database. */
export const openTransfers = new Map();

export const site = express();
site.use(express.json(), express.urlencoded());

site.get('/me', requireSession(verifier), (request, response) => {
  const { userId, loginId } = sessionOf(request);
  response.json({ userId, loginId });
});

const needsCode = requireProof(verifier, {
  expected: (request) => {
    const { userId } = sessionOf(request);
    const transfer = openTransfers.get(userId);
    return (
      transfer && {
        subject: userId,
        audience: 'https://bank.example', // as in the order of the ticket
        purpose: `transfer ${transfer.amount}`, // as in the order of the ticket
        ticketId: transfer.ticketId, // of the answer to it
      }
    );
  },
});

site.post('/transfers/confirmation', requireSession(verifier), needsCode, (request, response) => {
  const { userId } = sessionOf(request);
  const { amount } = openTransfers.get(userId);
  openTransfers.delete(userId);
  response.json({ transferred: amount });
});
