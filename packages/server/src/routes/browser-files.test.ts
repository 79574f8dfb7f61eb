import { describe, expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';

describe('the hosted page', () => {
  it.each(['/enroll', '/enroll/'])(
    'is at %s, never stored, framed or asked for by a referrer',
    async (path) => {
      const server = await startTestServer();
      const response = await server.fetch(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<totp-setup action="update-user">');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|data:|\*/);
    },
  );

  it.each(['/enroll/enroll.js', '/enroll/enroll.css', '/enroll/icon.svg'])(
    'has its %s',
    async (path) => {
      const server = await startTestServer();
      const response = await server.fetch(path);
      expect(response.status).toBe(200);
      const { headers } = response;
      const again = await server.fetch(path, {
        headers: { 'if-none-match': headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
    },
  );

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
