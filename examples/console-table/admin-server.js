import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const totpKit = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';
const managementKey = process.env.TOTP_KIT_MANAGEMENT_KEY;

/** What the table asks of the management API. Nothing else is passed on. */
const passedOn = /^\/api\/v1\/manage\/(users|totp-deletions|tickets|events)(\/|$)/;
const methods = ['GET', 'POST', 'PATCH', 'DELETE'];
const mostBytes = 1024 * 1024;
const prefix = '/admin/totp';
const files = {
  '/admin/users': ['users.html', 'text/html; charset=utf-8'],
  '/admin/users.js': ['users.js', 'text/javascript'],
  '/admin/users.css': ['users.css', 'text/css'],
};

/** Your administration. `isAdministrator(request)` says whether your own session allows it. */
export function createAdminServer({ isAdministrator }) {
  return createServer(async (request, response) => {
    try {
      await answer(request, response, isAdministrator);
    } catch (error) {
      // totp-kit does not answer, or the browser has gone: no reason to stop for everybody else.
      console.error(`${request.method} ${request.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'server_unreachable');
    }
  });
}

async function answer(request, response, isAdministrator) {
  const [path] = request.url.split('?');
  if (request.url.startsWith(`${prefix}/`)) {
    if (await isAdministrator(request)) await passOn(request, response);
    else refuse(response, 401, 'unauthenticated');
  } else if (path in files && (await isAdministrator(request))) {
    const [name, type] = files[path];
    const content = await readFile(new URL(name, import.meta.url));
    response.writeHead(200, { ...safe, 'content-type': type, 'content-security-policy': policy });
    response.end(content);
  } else {
    response.writeHead(404, safe).end();
  }
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
  const { method } = request;
  if (!methods.includes(method)) return refuse(response, 405, 'invalid_request');
  const body = ['POST', 'PATCH'].includes(method) ? await readBody(request) : undefined;
  if (body?.length > mostBytes) return refuse(response, 413, 'payload_too_large');

  const headers = { authorization: `Bearer ${managementKey}`, accept: 'application/json' };
  for (const name of ['content-type', 'idempotency-key'])
    if (request.headers[name]) headers[name] = request.headers[name];
  const answered = await fetch(url, { method, headers, body });
  const content = await answered.text();
  const type = answered.headers.get('content-type');
  response.writeHead(answered.status, { ...safe, ...(type && { 'content-type': type }) });
  response.end(content);
}

/** What was sent, or a little more than the most that may be. */
async function readBody(request) {
  let body = Buffer.alloc(0);
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    body = Buffer.concat([body, chunk]);
    if (body.length > mostBytes) break;
  }
  return body;
}

/** An error in the shape that the table knows. */
function refuse(response, status, code) {
  const allow = status === 405 && { allow: methods.join(', ') };
  response.writeHead(status, { ...safe, ...allow, 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ code }));
}

/** Nothing of this is kept by a browser, taken for something else, or told to other sites. */
const safe = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const policy = [
  "default-src 'none'",
  `script-src 'self' ${totpKit}`,
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
