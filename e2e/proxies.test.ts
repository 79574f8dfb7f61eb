import { request as requestHttps, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { browserOptions } from './harness/browser.ts';
import { openOwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { startCaddy, startNginx, type RunningProxy } from './harness/proxies.ts';
import {
  findFreePort,
  makeDataFolder,
  managementKey,
  startServer,
  type RunningServer,
} from './harness/server.ts';

// deploy/nginx.conf and deploy/Caddyfile in the programs that they are for; ports and the certificate are others.

/** Failures of an address in ten minutes before it has to wait (docs/security-model.md). */
const addressBudget = 30;

interface CallOptions extends Omit<RequestOptions, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const proxies = [
  ['nginx', startNginx],
  ['Caddy', startCaddy],
] as const;

async function callOn(port: number, path: string, options: CallOptions): Promise<Answer> {
  const { json, headers: forged, ...others } = options;
  const request = requestHttps({
    host: '127.0.0.1',
    port,
    path,
    servername: 'auth.example.com',
    rejectUnauthorized: false,
    headers: {
      host: `auth.example.com:${port}`,
      ...(json && { 'content-type': 'application/json' }),
      ...forged,
    },
    ...others,
  });
  request.end(json && JSON.stringify(json));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
}

describe.each(proxies)('behind %s', (name, startProxy) => {
  const stack = new AsyncDisposableStack();
  let httpPort: number;
  let httpsPort: number;
  let origin: string;
  let proxy: RunningProxy;

  beforeAll(async () => {
    const { path: folder } = stack.use(await makeDataFolder());
    [httpPort, httpsPort] = await Promise.all([findFreePort(), findFreePort()]);
    origin = `https://auth.example.com:${httpsPort}`;
    const serverPort = await findFreePort();
    const env = { TOTP_KIT_PUBLIC_URL: origin, TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1' };
    stack.use(await startServer({ folder, port: serverPort, env }));
    proxy = stack.use(await startProxy({ folder, httpPort, httpsPort, serverPort }));
  });
  afterAll(() => stack.disposeAsync());

  const call = (path: string, options: CallOptions): Promise<Answer> =>
    callOn(httpsPort, path, options);

  const guess = (loginId: string, localAddress: string, forwardedFor: string): Promise<Answer> =>
    call('/api/v1/verifications', {
      method: 'POST',
      localAddress,
      headers: { 'x-forwarded-for': forwardedFor, forwarded: `for=${forwardedFor}` },
      json: { loginId, code: '135246' },
    });

  test('the address that counts is the client’s, whatever it forges', async () => {
    for (let count = 1; count <= addressBudget; count += 1) {
      const { status } = await guess(
        `${name}-${count}@example.com`,
        '127.0.0.2',
        `192.0.2.${count}`,
      );
      expect(status, `guess ${count}`).toBe(401);
    }
    const held = await guess('next@example.com', '127.0.0.2', '192.0.2.99');
    expect(held.status).toBe(429);
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
    const other = await guess('next@example.com', '127.0.0.3', '127.0.0.2');
    expect(other.status).toBe(401);
  });

  test('people sign up and in on https, by cookies of this host alone', async () => {
    const options = browserOptions();
    const resolve = '--host-resolver-rules=MAP auth.example.com 127.0.0.1';
    const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), resolve] });
    const context = await browser.newContext({ locale: 'en-US', ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await openOwnPage(page, origin, { body: '<totp-setup action="sign-up"></totp-setup>' });
    const person = new Person(page);
    await person.startSignUp('ada@example.com');
    const { key } = await person.scan();
    await person.finishSignUp(await readCode(key));
    await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
    const cookies = await context.cookies();
    expect(cookies.map((cookie) => cookie.name).toSorted()).toEqual([
      '__Host-totp-kit-access',
      '__Host-totp-kit-refresh',
    ]);
    expect(cookies.every(({ secure, httpOnly }) => secure && httpOnly)).toBe(true);

    await context.clearCookies();
    await openOwnPage(page, origin, { body: '<totp-verify></totp-verify>' });
    await person.typeLoginId('ada@example.com');
    await person.typeCode(await readCode(key, { stepsAhead: 1 }));
    await page.getByText('Welcome back, ada@example.com.').waitFor();
    await browser.close();
  });

  test('browsers are told to keep to https, and sent there', async () => {
    const { headers } = await call('/readyz', {});
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    const plain = await fetch(`http://127.0.0.1:${httpPort}/enroll`, {
      redirect: 'manual',
      headers: { host: 'auth.example.com' },
    });
    expect(plain.status).toBe(308);
  });

  test('what the server takes passes, and what is larger gets its own answer', async () => {
    const send = (bytes: number): Promise<Answer> =>
      call('/api/v1/manage/users', {
        method: 'POST',
        headers: { authorization: `Bearer ${managementKey}` },
        json: { loginId: 'x'.repeat(bytes) },
      });
    expect((await send(1_000_000)).status).toBe(400);
    const refused = await send(1_200_000);
    expect(refused.status).toBe(413);
    expect(refused.body).toContain('payload_too_large');
  });

  test('nothing that opens anything stands in its log', async () => {
    const enrollment = await call('/api/v1/enrollments', {
      method: 'POST',
      json: { action: 'sign-up', loginId: 'grace@example.com' },
    });
    const { enrollmentId } = JSON.parse(enrollment.body) as { enrollmentId: string };
    await call(`/api/v1/enrollments/${enrollmentId}`, { method: 'DELETE' });
    await call('/api/v1/me/authenticators', { headers: { authorization: 'Ticket s3cret-ticket' } });
    const logs = (words: string): boolean => proxy.log().includes(words);
    await expect.poll(() => logs('/api/v1/me/authenticators')).toBe(true);
    expect(logs('/api/v1/enrollments/-')).toBe(true);
    expect([enrollmentId, 's3cret-ticket'].filter(logs)).toEqual([]);
  });
});

describe.each(proxies)('behind %s, below a path', (_name, startProxy) => {
  const stack = new AsyncDisposableStack();
  let port: number;
  let server: RunningServer;
  let proxy: RunningProxy;

  beforeAll(async () => {
    const { path: folder } = stack.use(await makeDataFolder());
    port = await findFreePort();
    const [httpPort, serverPort] = await Promise.all([findFreePort(), findFreePort()]);
    const publicUrl = `https://auth.example.com:${port}/shop/auth`;
    const env = { TOTP_KIT_PUBLIC_URL: publicUrl, TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1' };
    server = stack.use(await startServer({ folder, port: serverPort, env, isMounted: true }));
    proxy = stack.use(await startProxy({ folder, httpPort, httpsPort: port, serverPort }));
  });
  afterAll(() => stack.disposeAsync());

  test('no ID of an enrollment stands in its logs, even when the server is gone', async () => {
    const enrollments = '/shop/auth/api/v1/enrollments';
    const json = { action: 'sign-up', loginId: 'grace@example.com' };
    const enrollment = await callOn(port, enrollments, { method: 'POST', json });
    expect(enrollment.status).toBe(201);
    const { enrollmentId } = JSON.parse(enrollment.body) as { enrollmentId: string };
    const end = (rest: string): Promise<Answer> =>
      callOn(port, `${enrollments}/${enrollmentId}${rest}`, { method: 'DELETE' });
    const logs = (words: string): boolean => proxy.log().includes(words);

    expect((await end(`?of=${enrollments}/other`)).status).toBe(204);
    await server.stop();
    expect((await end('/gone')).status).toBe(502);
    await expect.poll(() => logs(`${enrollments}/-/gone`)).toBe(true);
    expect(logs(`${enrollments}/-?of=`)).toBe(true);
    expect(logs(enrollmentId)).toBe(false);
  });
});
