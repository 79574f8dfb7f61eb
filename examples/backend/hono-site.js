import { createVerifier, rememberProofs } from '@totp-kit/server/verify';
import { requireProof, requireSession } from '@totp-kit/server/hono';
import { Hono } from 'hono';

const verifier = createVerifier({
  issuer: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  isReplay: rememberProofs(),
});

/** By user ID: what is waiting for a code. Yours stands in your database. A change needs a new ticket. */
export const openTransfers = new Map();

export const site = new Hono();

site.get('/me', requireSession(verifier), (c) => {
  const { userId, loginId } = c.get('totpSession');
  return c.json({ userId, loginId });
});

const needsCode = requireProof(verifier, {
  expected: (c) => {
    const { userId } = c.get('totpSession');
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

site.post('/transfers/confirmation', requireSession(verifier), needsCode, (c) => {
  const { userId } = c.get('totpSession');
  const transfer = openTransfers.get(userId);
  // Another one may have been opened while the proof was checked: only the one that it is about is done.
  if (transfer?.ticketId !== c.get('totpProof').ticketId) {
    return c.json({ error: 'The transfer has changed. Begin again.' }, 409);
  }
  openTransfers.delete(userId); // in a database: DELETE ... WHERE ticket_id = ... RETURNING amount
  return c.json({ transferred: transfer.amount });
});
