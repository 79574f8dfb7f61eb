import { readFileSync } from 'node:fs';
import { managementOperations, operations, type Operation } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startTestServer } from './testing/test-server.ts';

function post(body: BodyInit, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
}

describe('the app', () => {
  it('serves the operations of the contract, management in the console too, and no other', async () => {
    const server = await startTestServer();
    const served = server.routes.filter((route) => / (\/console)?\/api\/v1\/[^*]+$/.test(route));
    const nameOf = ({ method, path }: Operation, prefix = ''): string =>
      `${method.toUpperCase()} ${prefix}${path.replace(/\{(\w+)\}/g, ':$1')}`;
    const inConsole = Object.values<Operation>(managementOperations).filter(({ roles }) => roles);
    const contract = [
      ...Object.values<Operation>(operations).map((operation) => nameOf(operation)),
      ...inConsole.map((operation) => nameOf(operation, '/console')),
    ];
    expect([...new Set(served)].sort()).toEqual(contract.sort());
  });

  it('describes itself as the committed copy says (write it anew by: npm run build:openapi)', async () => {
    const server = await startTestServer();
    const served: unknown = await (await server.fetch('/openapi.json')).json();
    const copy = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(copy)).toEqual(served);
  });

  it('answers health, readiness and a problem for what is not there', async () => {
    const server = await startTestServer();
    expect(await (await server.fetch('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await server.fetch('/readyz')).status).toBe(200);
    const missing = await server.fetch('/api/v1/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is not ready, and refuses what it cannot store, when the database is gone', async () => {
    const server = await startTestServer();
    await server.stop();
    expect((await server.fetch('/readyz')).status).toBe(503);
    const response = await server.fetch(
      '/api/v1/enrollments',
      post('{"action":"sign-up","loginId":"ada"}'),
    );
    expect(response.status).toBeGreaterThanOrEqual(500);
  });

  it.each([
    ['text/plain', '{}', 415, 'unsupported_media_type'],
    ['application/x-www-form-urlencoded', 'a=b', 415, 'unsupported_media_type'],
    ['application/json', '', 400, 'invalid_request'],
    ['application/json', '{', 400, 'invalid_request'],
    ['application/json', '[]', 400, 'invalid_request'],
    ['application/json', 'null', 400, 'invalid_request'],
    [
      'application/json',
      '{"__proto__":{"a":1},"loginId":"ada","code":"123456"}',
      400,
      'invalid_request',
    ],
    ['application/json', `"${'x'.repeat(17_000)}"`, 413, 'payload_too_large'],
  ])('answers %s with %.30s by %i %s', async (contentType, body, ...[status, code]) => {
    const server = await startTestServer();
    const response = await server.fetch(
      '/api/v1/verifications',
      post(body, { 'content-type': contentType }),
    );
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('refuses bytes that are not UTF-8', async () => {
    const server = await startTestServer();
    const response = await server.fetch(
      '/api/v1/verifications',
      post(new Uint8Array([0xff, 0xfe])),
    );
    expect(response.status).toBe(400);
  });

  describe('CORS', () => {
    const environment = { TOTP_KIT_ORIGINS: 'https://shop.example' };
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    };

    it('lets an allowed origin in, without credentials', async () => {
      const server = await startTestServer({ environment });
      const response = await server.fetch('/api/v1/verifications', preflight);
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
    });

    it.each([
      'https://evil.example',
      'https://shop.example.evil.example',
      'http://shop.example',
      'https://shop.example:8443',
      'https://SHOP.example',
      'null',
    ])('gives %s no header', async (origin) => {
      const server = await startTestServer({ environment });
      for (const request of [
        { ...preflight, headers: { ...preflight.headers, origin } },
        post('{}', { origin }),
      ]) {
        const response = await server.fetch('/api/v1/verifications', request);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
    });
  });
});
