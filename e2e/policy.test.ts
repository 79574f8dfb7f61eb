import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Api } from './harness/api.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

const strictPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

interface Witness {
  readonly page: Page;
  /** What the policy refused, and what the page threw. */
  readonly complaints: string[];
  /** Every origin that was asked for something. */
  readonly origins: Set<string>;
}

/** A page whose documents come with this policy instead of the server's own. */
async function openWitnessed({ policy }: { policy?: string } = {}): Promise<Witness> {
  const page = await browser.newPage({ locale: 'en-US' });
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = globalThis as unknown as { complain: (text: string) => void };
      complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  if (policy !== undefined) {
    await page.route('**/*.html', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': policy };
      await route.fulfill({ response, headers });
    });
  }
  return { page, complaints, origins };
}

test.each([
  ['of the server', undefined],
  ['that is stricter', strictPolicy],
])('signing up and in asks one origin and keeps to a policy %s', async (name, policy) => {
  const loginId = `${name}@example.com`;
  const { page, complaints, origins } = await openWitnessed(policy ? { policy } : {});
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await person.startSignUp(loginId);
  const { key } = await person.scan();
  await page.getByText('Enter a key instead').click();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await person.typeLoginId(loginId);
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: loginId }).waitFor();

  expect(complaints).toEqual([]);
  expect([...origins]).toEqual([server.url]);
});

test('the page that a ticket opens keeps to the policy it comes with', async () => {
  await new Api(server.url).signUp('grace@example.com');
  const management = new Management(server.url);
  const { userId } = await management.findUser('grace@example.com');
  const { url } = await management.deleteTotp(userId);
  const { page, complaints, origins } = await openWitnessed();
  const person = new Person(page);
  await page.goto(url ?? '');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();

  expect(complaints).toEqual([]);
  expect([...origins]).toEqual([server.url]);
});

test('the server sends its own pages with a policy', async () => {
  const response = await fetch(`${server.url}/enroll`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('the script and the QR code come in two requests that caches may keep, and what the codes need after them', async () => {
  const { page } = await openWitnessed();
  const scripts: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/totp-kit')) return;
    scripts.push(`${pathname} ${response.headers()['content-encoding'] ?? 'plain'}`);
  });
  await page.goto(`${server.url}/sign-up.html`);
  const person = new Person(page);
  await person.startSignUp('mary@example.com');
  await person.scan();
  for (const script of scripts) expect(script).toMatch(/ (br|gzip)$/);
  const names = scripts.map(
    (script) => /^\/totp-kit(?:\.js|\/([a-z]+-parts|[a-z]+))/.exec(script)?.[1],
  );
  expect(names.slice(0, 2)).toEqual([undefined, 'setup-parts']);
  // They are there when the person has typed the code, which takes them longer than the request.
  expect(names.slice(2).toSorted()).toEqual(['copying', 'recovery-parts']);
});
