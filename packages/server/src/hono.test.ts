import { request } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { requireProof, requireSession, type SessionVariables } from './hono.ts';
import { listen } from './testing/guarded-sites.ts';
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

it('guards of Hono read a body on Node once, and of TRACE none', async () => {
  const verifier = createVerifier({
    issuer: 'https://a.example',
    isReplay: rememberProofs(),
    fetch: () => Promise.reject(new Error('no route')),
  });
  const expected = { subject: 'user_1', audience: 'a', purpose: 'pay', ticketId: 'ticket_1' };
  const guard = requireProof(verifier, { expected: () => expected });
  const site = new Hono();
  const read: unknown[] = [];
  // What is read beside the guard, before it or after it.
  site.post('/before', async (c, next) => {
    read.push(await c.req.json());
    await next();
  });
  site.post('/after', async (c, next) => {
    await next();
    read.push(await c.req.json());
  });
  site.all('*', guard, (c) => c.text('done'));
  const url = await listen((incoming, outgoing) => {
    void getRequestListener(site.fetch)(incoming, outgoing);
  });
  for (const path of ['/before', '/after']) {
    const body = JSON.stringify({ proof: 'x' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining('not good') as string,
    });
    expect(answer.status).toBe(403);
  }
  expect(read).toEqual([{ proof: 'x' }, { proof: 'x' }]);
  const traced = await new Promise((resolve) => {
    request(url, { method: 'TRACE', agent: false }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(traced).toBe(403);
});
