import { request } from 'node:http';
import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import { proofOf, requireProof, requireSession, sessionOf } from './express.ts';
import { listen } from './testing/guarded-sites.ts';
import { createVerifier, rememberProofs } from './verify.ts';

/** A guard that stands before a route, and a response that notes what it is told. */
function start({ headersSent = false } = {}) {
  const verifier = createVerifier({ issuer: 'https://a.example', isReplay: rememberProofs() });
  const expected = { subject: 'user_1', audience: 'a', purpose: 'pay', ticketId: 'ticket_1' };
  const guard = requireProof(verifier, { expected: () => expected });
  const sent = {
    body: '',
    response: {
      statusCode: 200,
      headersSent,
      setHeader: () => undefined as unknown,
      end: (body: string) => {
        sent.body = body;
      },
    },
  };
  return { guard, sent, next: vi.fn<(error?: unknown) => void>() };
}

describe('with Express', () => {
  it('a route without its guard is told so', () => {
    expect(() => sessionOf({})).toThrow(/Put requireSession before the route/);
    expect(() => proofOf({})).toThrow(/Put requireProof before the route/);
  });

  it('a guard without a parsed body says what may be missing', async () => {
    const { guard, sent, next } = start();
    guard({ method: 'POST', headers: {} }, sent.response, next);
    await vi.waitFor(() => {
      expect(sent.body).toMatch(/express.urlencoded\(\) and express.json\(\) before requireProof/);
    });
    expect(sent.response.statusCode).toBe(403);
    expect(next).not.toHaveBeenCalled();
  });

  it('a guard that is late leaves the answer of the site alone', async () => {
    const { guard, sent, next } = start({ headersSent: true });
    const asked = vi.fn(() => ({}));
    guard(
      {
        method: 'POST',
        headers: {},
        get body() {
          return asked();
        },
      },
      sent.response,
      next,
    );
    await vi.waitFor(() => {
      expect(asked).toHaveBeenCalled();
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.body).toBe('');
    expect(next).not.toHaveBeenCalled();
  });

  it('what goes wrong while a guard answers is handed on', async () => {
    const { guard, sent, next } = start();
    const broken = new Error('Cannot set headers after they are sent to the client');
    sent.response.setHeader = () => {
      throw broken;
    };
    guard({ method: 'POST', headers: {}, body: {} }, sent.response, next);
    await vi.waitFor(() => {
      expect(next).toHaveBeenCalledExactlyOnceWith(broken);
    });
  });

  it('two Authorizations are none', async () => {
    const site = express();
    const refused: string[] = [];
    const verifier = createVerifier({
      issuer: 'https://a.example',
      fetch: () => Promise.reject(new Error('no route')),
      onRefusal: ({ reason }) => refused.push(reason),
    });
    site.get('/', requireSession(verifier), (_request, response) => {
      response.end();
    });
    const url = await listen(site);
    const statusOf = (...authorization: string[]) =>
      new Promise((resolve) => {
        request(
          url,
          {
            agent: false,
            headers: [
              'host',
              'a.example',
              ...authorization.flatMap((value) => ['authorization', value]),
            ],
          },
          ({ statusCode }) => resolve(statusCode),
        ).end();
      });
    expect(await statusOf('Bearer a')).toBe(401);
    expect(refused).toEqual(['malformed']);
    expect(await statusOf('Bearer a', 'Bearer b')).toBe(401);
    // The token was not even looked at.
    expect(refused).toEqual(['malformed']);
  });

  it('a site’s own request type reaches what is expected', () => {
    const verifier = createVerifier({ issuer: 'https://a.example', isReplay: rememberProofs() });
    interface SiteRequest extends express.Request {
      readonly basket: { readonly ticketId: string };
    }
    requireProof(verifier, {
      expected: ({ basket }: SiteRequest) => ({
        subject: 'user_1',
        audience: 'https://a.example',
        purpose: 'pay',
        ticketId: basket.ticketId,
      }),
    });
  });
});
