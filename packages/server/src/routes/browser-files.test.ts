import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppEnvironment } from '../middleware/environment.ts';
import { startTestServer } from '../testing/test-server.ts';
import { serveBrowserFiles } from './browser-files.ts';
import { loadStaticFiles } from './static-files.ts';

/** An app that serves these files, as the build leaves them. */
function serveFiles(...names: string[]): Hono<AppEnvironment> {
  const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-browser-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of names) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name);
    writeFileSync(`${file}.br`, brotliCompressSync(name));
    writeFileSync(`${file}.gz`, gzipSync(name));
  }
  const app = new Hono<AppEnvironment>();
  serveBrowserFiles(app, { files: loadStaticFiles(folder), basePath: '' });
  return app;
}

describe('the browser files', () => {
  it.each([
    ['/totp-kit.js', 'public, max-age=300'],
    ['/totp-kit.all.js', 'public, max-age=300'],
    ['/totp-kit-headless.js', 'public, max-age=300'],
    ['/totp-kit-users.js', 'public, max-age=300'],
    ['/totp-kit/de-BD_a-Dk5.js', 'public, max-age=31536000, immutable'],
  ])('hold %s for every origin, compressed before, %s', async (url, cacheControl) => {
    const app = serveFiles(url.slice(1));
    const response = await app.request(url, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': cacheControl,
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const zipped = await app.request(url, { headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const etag = response.headers.get('etag') ?? '';
    expect((await app.request(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(await (await app.request(url)).text()).toBe(url.slice(1));
  });

  it('hold all in one under a name with its hash, for good', async () => {
    const app = serveFiles('totp-kit.all.js');
    const hash = createHash('sha384').update('totp-kit.all.js').digest('hex').slice(0, 16);
    const response = await app.request(`/totp-kit.all.${hash}.js`);
    expect(await response.text()).toBe('totp-kit.all.js');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await app.request('/totp-kit.all.0123456789abcdef.js')).status).toBe(404);
  });

  it('are no others at the top', async () => {
    const app = serveFiles('totp-kit.js', 'other.js');
    expect((await app.request('/other.js')).status).toBe(404);
  });
});

describe('the hosted page', () => {
  it('is at /enroll, never stored, framed or asked for by a referrer', async () => {
    const server = await startTestServer();
    const response = await server.fetch('/enroll');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('src="enroll/enroll.js"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|data:|\*/);
  });

  it('is led to from /enroll/, so that what it loads is found from one place', async () => {
    const server = await startTestServer();
    const response = await server.fetch('/enroll/', { redirect: 'manual' });
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('../enroll');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('names nothing by a path that leaves the folder it is served from', async () => {
    const server = await startTestServer();
    const page = await (await server.fetch('/enroll')).text();
    const named = Array.from(page.matchAll(/(?:src|href)="([^"]*)"/g), ([, url]) => url);
    expect(named.length).toBeGreaterThan(3);
    for (const url of named) expect(url).toMatch(/^(totp-kit\.js|enroll\/[a-z]+\.(js|css|svg))$/);
  });

  it.each([
    '/enroll/enroll.js',
    '/enroll/open-ticket.js',
    '/enroll/words.js',
    '/enroll/enroll.css',
    '/enroll/icon.svg',
  ])('has its %s', async (path) => {
    const server = await startTestServer();
    const response = await server.fetch(path);
    expect(response.status).toBe(200);
    const { headers } = response;
    const again = await server.fetch(path, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    '/enroll/../package.json',
    '/enroll/%2e%2e/package.json',
    '/enroll//enroll.js',
    '/enroll/__proto__',
  ])('has nothing at %s', async (path) => {
    const server = await startTestServer();
    expect((await server.fetch(path)).status).toBe(404);
  });
});
