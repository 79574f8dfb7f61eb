import { createVerifier, rememberProofs } from '@totp-kit/server/verify';
import { proofOf, requireProof, requireSession, sessionOf } from '@totp-kit/server/express';
import express from 'express';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  isReplay: rememberProofs(),
});

/** By user ID: what is waiting for a code. Yours stands in your database. A change needs a new ticket. */
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
  const transfer = openTransfers.get(userId);
  // Another one may have been opened while the proof was checked: only the one that it is about is done.
  if (transfer?.ticketId !== proofOf(request).ticketId) {
    response.status(409).json({ error: 'The transfer has changed. Begin again.' });
    return;
  }
  openTransfers.delete(userId); // in a database: DELETE ... WHERE ticket_id = ... RETURNING amount
  response.json({ transferred: transfer.amount });
});
