import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const totpKit = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';
const managementKey = process.env.TOTP_KIT_MANAGEMENT_KEY;

/** What the table asks of the management API. Nothing else is passed on. */
const passedOn = /^\/api\/v1\/manage\/(users|totp-deletions|tickets|events)(\/|$)/;
const prefix = '/admin/totp';
const files = {
  '/admin/users': ['users.html', 'text/html; charset=utf-8'],
  '/admin/users.js': ['users.js', 'text/javascript'],
  '/admin/users.css': ['users.css', 'text/css'],
};

/** Your administration. `isAdministrator(request)` says whether your own session allows it. */
export function createAdminServer({ isAdministrator }) {
  return createServer(async (request, response) => {
    const [path] = request.url.split('?');
    if (request.url.startsWith(`${prefix}/`)) {
      if (await isAdministrator(request)) await passOn(request, response);
      else refuse(response, 401, 'unauthenticated');
    } else if (path in files && (await isAdministrator(request))) {
      const [name, type] = files[path];
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(await readFile(new URL(name, import.meta.url)));
    } else {
      response.writeHead(404).end();
    }
  });
}

/** The management key stays here. The browser brings the cookie of your own session, and no more. */
async function passOn(request, response) {
  // Dots and other spellings are gone from a path once it is parsed: what is checked is what is asked.
  const url = new URL(totpKit + request.url.slice(prefix.length));
  if (url.origin !== new URL(totpKit).origin || !passedOn.test(url.pathname))
    return refuse(response, 404, 'not_found');
  // Another site can make a browser send your cookie. It cannot make it say that it is you.
  if (request.headers['sec-fetch-site'] !== 'same-origin')
    return refuse(response, 403, 'forbidden');

  const headers = { authorization: `Bearer ${managementKey}`, accept: 'application/json' };
  for (const name of ['content-type', 'idempotency-key'])
    if (request.headers[name]) headers[name] = request.headers[name];
  const { method } = request;
  const body = ['POST', 'PATCH'].includes(method) ? await text(request) : undefined;
  const answer = await fetch(url, { method, headers, body });
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...(type && { 'content-type': type }),
  });
  response.end(await answer.text());
}

/** An error in the shape that the table knows. */
function refuse(response, status, code) {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ code }));
}

const policy = [
  "default-src 'none'",
  `script-src 'self' ${totpKit}`,
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');
