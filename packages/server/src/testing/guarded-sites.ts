import {
  createServer,
  request as sendOverHttp,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import express from 'express';
import { Hono } from 'hono';
import * as forExpress from '../express.ts';
import * as forHono from '../hono.ts';
import * as forNext from '../next.ts';
import type { ExpectedProof, TokenVerifier } from '../verify.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';

/**
 * A site with two routes behind guards: `/me` says who asks, `POST /transfer` wants a proof in the field `proof`, or in
 * the header Totp-Proof at `/transfer-by-header`, and echoes the amount that was posted beside it.
 */
export interface GuardedSite {
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
}

export interface SiteRules {
  readonly verifier: TokenVerifier;
  readonly expected: () => ExpectedProof | undefined;
}

type StartSite = (rules: SiteRules) => Promise<GuardedSite>;

/** The same site in every framework. */
export const guardedSites: Readonly<Record<'Hono' | 'Express' | 'Next', StartSite>> = {
  Hono: ({ verifier, expected }) => {
    const byHeader = { expected, header: 'Totp-Proof' };
    const site = new Hono()
      .all('/me', forHono.requireSession(verifier), (c) =>
        c.json({ userId: c.get('totpSession').userId }),
      )
      .post('/transfer', forHono.requireProof(verifier, { expected }), async (c) => {
        const { amount } = await (isJson(c.req.header('content-type'))
          ? c.req.json<{ amount: unknown }>()
          : c.req.parseBody());
        return c.json({ purpose: c.get('totpProof').purpose, amount });
      })
      .post('/transfer-by-header', forHono.requireProof(verifier, byHeader), (c) =>
        c.json({ purpose: c.get('totpProof').purpose }),
      );
    return Promise.resolve({
      send: async (path, init) => site.request(`http://site.example${path}`, init),
    });
  },

  Express: async ({ verifier, expected }) => {
    const byHeader = { expected, header: 'Totp-Proof' };
    const site = express();
    site.use(express.json(), express.urlencoded());
    site.all('/me', forExpress.requireSession(verifier), (request, response) => {
      response.json({ userId: forExpress.sessionOf(request).userId });
    });
    site.post('/transfer', forExpress.requireProof(verifier, { expected }), (request, response) => {
      const { amount } = request.body as { amount: unknown };
      response.json({ purpose: forExpress.proofOf(request).purpose, amount });
    });
    site.post(
      '/transfer-by-header',
      forExpress.requireProof(verifier, byHeader),
      (request, response) => {
        response.json({ purpose: forExpress.proofOf(request).purpose });
      },
    );
    const url = await listen(site);
    return { send: (path, init) => sendAsSaid(new Request(`${url}${path}`, init)) };
  },

  Next: ({ verifier, expected }) => {
    const byHeader = { expected, header: 'Totp-Proof' };
    const routes: Readonly<
      Record<string, (request: Request, context: object) => Promise<Response>>
    > = {
      '/me': forNext.requireSession(verifier, (_request, { userId }) => Response.json({ userId })),
      '/transfer': forNext.requireProof(verifier, { expected }, async (request, { purpose }) => {
        const { amount } = isJson(request.headers.get('content-type'))
          ? ((await request.json()) as { amount: unknown })
          : { amount: (await request.formData()).get('amount') };
        return Response.json({ purpose, amount });
      }),
      '/transfer-by-header': forNext.requireProof(verifier, byHeader, (_request, { purpose }) =>
        Response.json({ purpose }),
      ),
    };
    return Promise.resolve({
      send: async (path, init) => {
        const request = new Request(`http://site.example${path}`, init);
        return (await routes[path]?.(request, {})) ?? new Response(null, { status: 404 });
      },
    });
  },
};

export const frameworks = Object.keys(guardedSites) as (keyof typeof guardedSites)[];

function isJson(contentType: string | null | undefined): boolean {
  return contentType?.startsWith('application/json') === true;
}

/** Sends what stands in a request and nothing else: `fetch` has Fetch Metadata of its own. */
async function sendAsSaid(request: Request): Promise<Response> {
  const { url, method } = request;
  const body = Buffer.from(await request.arrayBuffer());
  const headers = { ...Object.fromEntries(request.headers), 'content-length': body.length };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sendOverHttp(url, { method, headers, agent: false }, resolve).on('error', reject).end(body);
  });
  const chunks = await answer.toArray();
  const { statusCode, headersDistinct } = answer;
  const received = Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [
    name,
    values.join(', '),
  ]);
  return new Response(Buffer.concat(chunks), { status: statusCode ?? 0, headers: received });
}

/** Serves on a free loopback port until the test is over, and says where. */
export function listen(site: RequestListener): Promise<string> {
  return listenOnLoopback(createServer(site));
}
