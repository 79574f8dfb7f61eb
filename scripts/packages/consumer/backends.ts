// What a site's backend writes, with the types of its framework.
// Each @ts-expect-error is a mistake that the types must catch: where they do not, the compiler fails.
import { proofOf, requireProof, requireSession, sessionOf } from '@totp-kit/server/express';
import * as forHono from '@totp-kit/server/hono';
import {
  createManagementClient,
  TotpError,
  type ManagementClient,
  type ManagementClientOptions,
} from '@totp-kit/server/management';
import * as forNext from '@totp-kit/server/next';
import { toNodeHandler } from '@totp-kit/server/node';
import {
  createVerifier,
  rememberProofs,
  type ExpectedProof,
  type VerifiedSession,
} from '@totp-kit/server/verify';
import type { createTotpKit } from '@totp-kit/server';
import type { Express, Request as ExpressRequest, RequestHandler } from 'express';
import { Hono, type Context } from 'hono';

declare const totpKit: Awaited<ReturnType<typeof createTotpKit>>;
declare const order: ManagementClientOptions;

const verifier = createVerifier({
  issuer: 'https://shop.example/auth',
  isReplay: rememberProofs(),
  fetch: async (url, init) => totpKit.fetch(new Request(url, init)),
});

const expectedOf = (subject: string): ExpectedProof => ({
  subject,
  audience: 'https://shop.example',
  purpose: 'pay',
  ticketId: 'ticket_1',
});

export function useExpress(site: Express): void {
  site.use('/auth', toNodeHandler(totpKit));
  const guard: RequestHandler = requireSession(verifier);
  site.get('/me', guard, (request, response) => {
    const session: VerifiedSession = sessionOf(request);
    response.json(session.userId);
  });
  const needsCode = requireProof<ExpressRequest>(verifier, {
    expected: (request) => {
      const id: unknown = request.params['id'];
      return id === request.ip ? expectedOf(sessionOf(request).userId) : undefined;
    },
  });
  site.post('/orders', requireSession(verifier), needsCode, (request, response) => {
    response.json(proofOf(request).ticketId);
  });
  site.post('/orders/:id', requireSession(verifier), needsCode, (request, response) => {
    const { id } = request.params;
    response.json(id);
  });
  requireProof<ExpressRequest>(verifier, {
    // @ts-expect-error A proof is about something: all four are needed.
    expected: () => ({ subject: 'user_1' }),
  });
}

type SiteEnv = { Variables: { basket: string } & forHono.SessionVariables };

export const honoSite = new Hono<SiteEnv>()
  .use('/account/*', forHono.requireSession(verifier))
  .get('/account', (c) => c.text(c.get('totpSession').loginId))
  .post(
    '/account/pay',
    forHono.requireProof<SiteEnv>(verifier, {
      expected: (c: Context<SiteEnv>) => (c.get('basket') ? expectedOf('user_1') : undefined),
    }),
    (c) => c.text(`${c.get('totpProof').ticketId} ${c.get('basket')}`),
  )
  .all('/auth/*', (c) => totpKit.fetch(c.req.raw));

/** Without an environment of its own, the route knows what its guards have set. */
export const plainSite = new Hono()
  .get('/me', forHono.requireSession(verifier), (c) => c.text(c.get('totpSession').userId))
  .get('/public', (c) => {
    // @ts-expect-error Nothing was checked for this route.
    const session: VerifiedSession = c.get('totpSession');
    return c.json(session);
  });

type Params = { readonly params: Promise<{ readonly id: string }> };

export const GET = forNext.requireSession(
  verifier,
  async (_request, { userId }, { params }: Params) => Response.json([userId, await params]),
);
export const POST = forNext.requireProof(
  verifier,
  { expected: () => expectedOf('user_1') },
  (request: Request, { ticketId }) => Response.json([request.url, ticketId]),
);
export const reader = async (headers: Headers): Promise<string | undefined> =>
  (await forNext.readSession(verifier, headers))?.loginId;

export async function manage(): Promise<string> {
  const client: ManagementClient = createManagementClient(order);
  try {
    const { userId } = await client.verifyForManagement({ loginId: 'ada', code: '123456' });
    await client.deleteTotp({ userIds: [userId], idempotencyKey: crypto.randomUUID() });
    // @ts-expect-error A deletion has an idempotency key.
    await client.deleteTotp({ userIds: [userId] });
    return (await client.createTicket({ userId, action: 'sign-in' })).ticket;
  } catch (error) {
    return error instanceof TotpError ? error.code : '';
  }
}
