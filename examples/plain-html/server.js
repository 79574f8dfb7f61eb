import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createVerifier } from '@totp-kit/server/verify';

// Serves these pages, and is the backend that they ask. Nothing of totp-kit runs in it: access tokens are checked
// by the public keys of the server that signed them.

const totpKit = 'http://localhost:8787';
const verifier = createVerifier({ issuer: totpKit });

/** How long ago a code may have been typed for a transfer. */
const freshMs = 60_000;

/** @type {Record<string, string>} */
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const pages = ['/index.html', '/account.html', '/account.js', '/account-page.js', '/theme.css'];

/**
 * @param {string | undefined} authorization
 * @returns {Promise<{ userId: string, verifiedAt: Date } | undefined>}
 */
async function whoAsks(authorization) {
  return verifier.verifySession(authorization?.replace(/^Bearer /, ''));
}

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${totpKit}`,
    `connect-src 'self' ${totpKit}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const server = createServer(async (request, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  /** @param {number} status @param {object} body */
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  };
  try {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const page = pathname === '/' ? '/index.html' : pathname;
    if (pages.includes(page)) {
      const file = await readFile(join(import.meta.dirname, page));
      response.writeHead(200, { 'content-type': types[extname(page)] });
      response.end(file);
      return;
    }
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const person = await whoAsks(request.headers.authorization);
    if (person === undefined) return answer(401, { error: 'Sign in first.' });
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /api/whoami') return answer(200, { userId: person.userId });
    if (route === 'POST /api/transfer') {
      const isFresh = Date.now() - person.verifiedAt.getTime() < freshMs;
      return isFresh ? answer(200, { transferred: 42 }) : answer(403, { error: 'Type a code.' });
    }
    return answer(404, { error: 'There is nothing here.' });
  } catch (error) {
    console.error(error);
    answer(503, { error: 'This cannot be checked right now.' });
  }
});

server.listen(Number(process.env.PORT ?? 3000), () => console.log('The site is listening.'));
