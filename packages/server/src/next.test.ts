import { describe, expect, it } from 'vitest';
import { readSession, requireSession } from './next.ts';
import { startTestServer } from './testing/test-server.ts';
import { createVerifier, KeysUnavailableError } from './verify.ts';

const issuer = 'http://localhost:8787';

async function start() {
  const server = await startTestServer({ isListening: true });
  const { confirmation } = await server.signUp('ada');
  const verifier = createVerifier({
    issuer,
    fetch: (url) => server.fetch(new URL(url).pathname),
    clock: server.clock.read,
  });
  const cookie = `totp-kit-access=${confirmation.session?.accessToken ?? ''}`;
  return { verifier, cookie };
}

describe('with Next', () => {
  it('a page reads who asks for it', async () => {
    const { verifier, cookie } = await start();
    expect(await readSession(verifier, new Headers({ cookie }))).toMatchObject({ loginId: 'ada' });
    expect(await readSession(verifier, new Headers())).toBeUndefined();
  });

  it('a server action that another site’s page sends is nobody’s', async () => {
    const { verifier, cookie } = await start();
    const foreign = new Headers({ cookie, origin: 'https://evil.example' });
    expect(await readSession(verifier, foreign)).toBeUndefined();
    const own = new Headers({ cookie, origin: issuer });
    expect(await readSession(verifier, own)).toBeDefined();
    const withoutReferrer = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect(await readSession(verifier, new Headers({ cookie, ...withoutReferrer }))).toBeDefined();
  });

  it('a page that another host of the site embeds is nobody’s, and one that it links to is not', async () => {
    const { verifier, cookie } = await start();
    const asked = (mode: string, dest: string) =>
      new Headers({
        cookie,
        'sec-fetch-site': 'same-site',
        'sec-fetch-mode': mode,
        'sec-fetch-dest': dest,
      });
    expect(await readSession(verifier, asked('no-cors', 'image'))).toBeUndefined();
    expect(await readSession(verifier, asked('navigate', 'document'))).toBeDefined();
  });

  it('a page does not take missing keys for a missing session', async () => {
    const { cookie } = await start();
    const verifier = createVerifier({ issuer, fetch: () => Promise.reject(new Error('no route')) });
    await expect(readSession(verifier, new Headers({ cookie }))).rejects.toThrow(
      KeysUnavailableError,
    );
  });

  it('a route gets its parameters', async () => {
    const { verifier, cookie } = await start();
    const GET = requireSession(
      verifier,
      async (_request, { loginId }, { params }: { params: Promise<{ id: string }> }) =>
        Response.json({ loginId, ...(await params) }),
    );
    const request = new Request('http://site.example/orders/7', { headers: { cookie } });
    const answer = await GET(request, { params: Promise.resolve({ id: '7' }) });
    expect(await answer.json()).toEqual({ loginId: 'ada', id: '7' });
  });
});
