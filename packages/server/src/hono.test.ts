import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { requireProof, requireSession, type SessionVariables } from './hono.ts';
import { createVerifier, rememberProofs } from './verify.ts';

it('guards of Hono stand before a whole site, and take what the site has set', async () => {
  const verifier = createVerifier({ issuer: 'https://a.example', isReplay: rememberProofs() });
  const site = new Hono<{ Variables: SessionVariables & { ticketId: string } }>();
  site.use('/account/*', requireSession(verifier));
  site.post(
    '/account/pay',
    requireProof<{ Variables: SessionVariables & { ticketId: string } }>(verifier, {
      expected: (c) => ({
        subject: c.get('totpSession').userId,
        audience: 'https://a.example',
        purpose: 'pay',
        ticketId: c.get('ticketId'),
      }),
    }),
    (c) => c.text(`${c.get('totpSession').loginId} has paid for ${c.get('totpProof').ticketId}`),
  );
  expect((await site.request('/account/pay', { method: 'POST' })).status).toBe(401);
  expect((await site.request('/elsewhere')).status).toBe(404);
});
