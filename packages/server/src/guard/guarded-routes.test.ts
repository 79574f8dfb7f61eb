import { describe, expect, it } from 'vitest';
import { asBearer } from '../testing/credentials.ts';
import { frameworks, guardedSites } from '../testing/guarded-sites.ts';
import { makeSigner, startJwksServer } from '../testing/jwks-server.ts';
import { createVerifier, rememberProofs, type RefusalReason } from '../verify.ts';

const issuedAt = 1_800_000_000;
const expected = {
  subject: 'user_1',
  audience: 'https://bank.example',
  purpose: 'transfer 42',
  ticketId: 'ticket_1',
};

/** A site, and what its server would sign. */
async function start(framework: (typeof frameworks)[number], issuer = 'https://shop.example') {
  const signer = await makeSigner('k1');
  const jwks = await startJwksServer(signer.publicJwk);
  const refusals: RefusalReason[] = [];
  const verifier = createVerifier({
    issuer,
    jwksUrl: jwks.url,
    clock: () => issuedAt * 1000,
    isReplay: rememberProofs({ clock: () => issuedAt * 1000 }),
    onRefusal: ({ reason }) => refusals.push(reason),
  });
  const ticket = { isOpen: true };
  const site = await guardedSites[framework]({
    verifier,
    expected: () => (ticket.isOpen ? expected : undefined),
  });
  const claims = {
    iss: issuer,
    sub: 'user_1',
    iat: issuedAt,
    auth_time: issuedAt,
    amr: ['otp'],
    login_id: 'ada',
  };
  const accessToken = await signer.sign(
    { typ: 'totp-session+jwt' },
    { ...claims, aud: issuer, exp: issuedAt + 600, sid: 'session_1' },
  );
  let proofs = 0;
  const prove = (purpose = 'transfer 42') =>
    signer.sign(
      { typ: 'totp-proof+jwt' },
      {
        ...claims,
        aud: 'https://bank.example',
        exp: issuedAt + 120,
        purpose,
        tid: 'ticket_1',
        jti: `proof_${(proofs += 1)}`,
      },
    );
  return { site, jwks, refusals, ticket, accessToken, prove };
}

describe.each(frameworks)('a route of %s that requires a session', (framework) => {
  it('lets an access token in, and knows whose it is', async () => {
    const { site, accessToken } = await start(framework);
    const answer = await site.send('/me', { headers: asBearer(accessToken) });
    expect(await answer.json()).toEqual({ userId: 'user_1' });
  });

  it('answers everybody else with a problem document', async () => {
    const { site, accessToken } = await start(framework);
    const cases: (readonly [string, Record<string, string>])[] = [
      ['nothing', {}],
      ['no token', { authorization: 'Bearer ' }],
      ['another scheme', { authorization: `Ticket ${accessToken}` }],
      ['two tokens', { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` }],
      ['a changed token', asBearer(`${accessToken}x`)],
      [
        'a wrong token beside a good cookie',
        {
          ...asBearer('x'),
          cookie: `__Host-totp-kit-access=${accessToken}`,
        },
      ],
    ];
    for (const [what, headers] of cases) {
      const answer = await site.send('/me', { headers });
      expect(answer.status, what).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="totp-kit"');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.json()).toEqual({
        type: 'about:blank',
        title: 'Credentials are missing, expired or not valid.',
        status: 401,
        detail: expect.stringMatching(/^(Send|The access token)/) as string,
        code: 'unauthenticated',
      });
    }
  });

  it.each([
    ['https://shop.example', '__Host-totp-kit-access'],
    ['https://shop.example/auth', '__Host-totp-kit-auth-access'],
    ['http://localhost:3000/auth', 'totp-kit-auth-access'],
  ])('takes the cookie of %s, and no other', async (issuer, name) => {
    const { site, accessToken } = await start(framework, issuer);
    const statusOf = async (cookie: string) =>
      (await site.send('/me', { headers: { cookie } })).status;
    expect(await statusOf(`a=b; ${name}=${accessToken}; c=d`)).toBe(200);
    expect(await statusOf(`totp-kit-other-access=${accessToken}`)).toBe(401);
    expect(await statusOf(`x${name}=${accessToken}`)).toBe(401);
    expect(await statusOf(`${name}=`)).toBe(401);
  });

  it('takes a cookie only from pages of its own origin, and for links', async () => {
    const { site, accessToken } = await start(framework);
    const cookie = `__Host-totp-kit-access=${accessToken}`;
    const own = { origin: 'https://shop.example' };
    const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const image = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    const cases: (readonly [string, Record<string, string>, number])[] = [
      ['GET', {}, 200],
      ['GET', own, 200],
      ['GET', { origin: 'https://evil.example' }, 401],
      ['GET', { origin: 'null' }, 401],
      ['GET', { 'sec-fetch-site': 'same-origin' }, 200],
      ['GET', { 'sec-fetch-site': 'none', ...link }, 200],
      ['GET', { 'sec-fetch-site': 'same-site', ...link }, 200],
      ['GET', { 'sec-fetch-site': 'same-site', ...link, 'sec-fetch-dest': 'iframe' }, 401],
      ['GET', { 'sec-fetch-site': 'same-site', ...image }, 401],
      ['HEAD', { 'sec-fetch-site': 'same-site' }, 401],
      ['GET', { 'sec-fetch-site': 'cross-site', ...link }, 401],
      ['GET', { 'sec-fetch-site': 'cross-site', ...image }, 401],
      ['POST', own, 200],
      ['POST', { ...own, 'sec-fetch-site': 'same-origin' }, 200],
      ['POST', { ...own, 'sec-fetch-site': 'cross-site' }, 401],
      ['POST', { ...own, 'sec-fetch-site': 'same-site' }, 401],
      ['DELETE', { 'sec-fetch-site': 'same-origin' }, 200],
      ['POST', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
      ['POST', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 401],
      ['POST', {}, 401],
      ['POST', { origin: 'null' }, 401],
      ['POST', { origin: 'https://blog.shop.example' }, 401],
      ['POST', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 401],
      ['POST', { 'sec-fetch-site': 'same-site', ...link }, 401],
      ['POST', { 'sec-fetch-site': 'none' }, 401],
      ['PUT', { host: 'evil.example', origin: 'https://evil.example' }, 401],
    ];
    for (const [method, headers, status] of cases) {
      const answer = await site.send('/me', { method, headers: { cookie, ...headers } });
      expect(answer.status, `${method} ${JSON.stringify(headers)}`).toBe(status);
      if (status !== 401 || method === 'HEAD') continue;
      const { detail } = (await answer.json()) as { detail: string };
      expect(detail).toContain('a page of https://shop.example sends');
    }
  });

  it('answers 503 while the keys of the server cannot be had', async () => {
    const { site, jwks, accessToken } = await start(framework);
    jwks.status = 500;
    const answer = await site.send('/me', { headers: asBearer(accessToken) });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.json()).toMatchObject({ code: 'keys_unavailable' });
  });
});

describe.each(frameworks)('a route of %s that requires a proof', (framework) => {
  const asForm = (fields: Record<string, string>) => ({
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  const asJson = (fields: object) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });

  it('takes it from a form or from JSON, and the route reads the rest', async () => {
    const { site, prove } = await start(framework);
    for (const post of [asForm, asJson]) {
      const answer = await site.send('/transfer', post({ proof: await prove(), amount: '42' }));
      expect(await answer.json()).toEqual({ purpose: 'transfer 42', amount: '42' });
    }
  });

  it('takes it from a header where that is named', async () => {
    const { site, prove } = await start(framework);
    const headers = { 'totp-proof': await prove() };
    const answer = await site.send('/transfer-by-header', { method: 'POST', headers });
    expect(await answer.json()).toEqual({ purpose: 'transfer 42' });
    const without = await site.send('/transfer-by-header', asForm({ proof: await prove() }));
    expect(without.status).toBe(403);
  });

  it('takes it once', async () => {
    const { site, prove, refusals } = await start(framework);
    const proof = await prove();
    const answers = await Promise.all([
      site.send('/transfer', asForm({ proof })),
      site.send('/transfer', asForm({ proof })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(refusals).toEqual(['replayed']);
  });

  it('answers every other request with a problem document', async () => {
    const { site, prove, accessToken } = await start(framework);
    const sent = [
      asForm({}),
      asForm({ proof: '' }),
      asForm({ proof: accessToken }),
      asForm({ proof: await prove('transfer 43') }),
      asJson({ proof: { toString: 'x' } }),
      asJson({ proof: [await prove()] }),
      asJson([]),
    ];
    for (const init of sent) {
      const answer = await site.send('/transfer', init);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 403, code: 'proof_required' });
    }
  });

  it('reads a body of 64 KiB for it, and the route may read more', async () => {
    const { site, prove } = await start(framework);
    const beside = (length: number) => 'x'.repeat(length);
    const most = await site.send(
      '/transfer',
      asForm({ amount: beside(60_000), proof: await prove() }),
    );
    expect(most.status).toBe(200);
    const more = await site.send(
      '/transfer',
      asForm({ amount: beside(70_000), proof: await prove() }),
    );
    // The parsers of Express have a limit of their own, which the site sets.
    expect(more.status).toBe(framework === 'Express' ? 200 : 403);
    const byHeader = await site.send('/transfer-by-header', {
      ...asForm({ amount: beside(70_000) }),
      headers: { 'totp-proof': await prove() },
    });
    expect(byHeader.status).toBe(200);
  });

  it('refuses what has no form and no JSON, whoever sends it', async () => {
    const { site, prove } = await start(framework);
    const form = new FormData();
    form.set('file', new Blob(['x'.repeat(1000)]), 'x.txt');
    const sent: RequestInit[] = [
      { method: 'POST' },
      { method: 'POST', body: await prove() },
      { method: 'POST', body: form },
      { method: 'POST', body: await prove(), headers: { 'content-type': 'application/json' } },
    ];
    for (const [index, init] of sent.entries()) {
      const answer = await site.send('/transfer', init);
      // Express answers a body that is no JSON itself.
      expect(answer.status).toBe(framework === 'Express' && index === 3 ? 400 : 403);
    }
  });

  it('says so when no ticket is open, and reads no body for that', async () => {
    const { site, prove, ticket } = await start(framework);
    ticket.isOpen = false;
    const answer = await site.send('/transfer', asForm({ proof: await prove() }));
    expect(await answer.json()).toMatchObject({
      code: 'proof_required',
      detail: 'No ticket is open for this. Begin again.',
    });
  });

  it('is a programmer’s mistake when the verifier would take a proof twice', async () => {
    const verifier = createVerifier({ issuer: 'https://shop.example' });
    const site = async () => guardedSites[framework]({ verifier, expected: () => expected });
    await expect(site()).rejects.toThrow(/needs a verifier that takes a proof only once/);
  });
});
