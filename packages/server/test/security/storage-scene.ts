import { problem, type Enrollment } from '@totp-kit/protocol';
import { expect } from 'vitest';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import type { ServerProcess } from '../../src/testing/server-process.ts';

export const stepMs = 30_000;

/** Somebody with an authenticator, whose codes of the present step are spent. */
export interface Person {
  readonly loginId: string;
  readonly app: AuthenticatorApp;
  /** A code of the next step, which the window accepts once. */
  readonly code: string;
}

type Server = Pick<ServerProcess, 'fetch'>;

let addressCount = 0;

/** Each request comes from an address of its own (RFC 2544 §C.2.2), so that no budget of addresses is in the way. */
function post(server: Server, path: string, body: unknown): Promise<Response> {
  addressCount += 1;
  const address = `198.${18 + ((addressCount >> 16) & 1)}.${(addressCount >> 8) & 255}.${addressCount & 255}`;
  return server.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(body),
  });
}

export function startEnrollment(server: Server, loginId: string): Promise<Response> {
  return post(server, '/api/v1/enrollments', { action: 'sign-up', loginId });
}

export function confirm(server: Server, enrollmentId: string, code: string): Promise<Response> {
  return post(server, `/api/v1/enrollments/${enrollmentId}/confirmation`, { code });
}

/** Signs in by the code that is still to be used. */
export function signIn(server: Server, { loginId, code }: Person): Promise<Response> {
  return post(server, '/api/v1/verifications', { loginId, code });
}

export async function signUp(server: Server, loginId: string): Promise<Person> {
  const started = await startEnrollment(server, loginId);
  expect(started.status).toBe(201);
  const { provisioningUrl, enrollmentId } = (await started.json()) as Enrollment;
  const app = new AuthenticatorApp(provisioningUrl);
  const now = Date.now();
  const confirmed = await confirm(server, enrollmentId, app.codeAt(now));
  expect(confirmed.status).toBe(200);
  await confirmed.body?.cancel();
  return { loginId, app, code: app.codeAt(now + stepMs) };
}

export function signUpAll(server: Server, loginIds: readonly string[]): Promise<Person[]> {
  return Promise.all(loginIds.map((loginId) => signUp(server, loginId)));
}

/** The one answer while storage is unavailable: it says when to try again, and nothing of what is inside. */
export async function expectRefusal(response: Response): Promise<void> {
  const text = await response.text();
  expect(response.status, text).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(problem.parse(JSON.parse(text)).code).toBe('storage_unavailable');
  expect(text).not.toMatch(/sqlite|postgres|\.db|\/tmp|disk|restore/i);
}

/** Neither a sign-in nor a sign-up is accepted. */
export async function expectNothingAccepted(server: Server, person: Person): Promise<void> {
  await Promise.all([
    signIn(server, person).then(expectRefusal),
    startEnrollment(server, `friend of ${person.loginId}`).then(expectRefusal),
  ]);
  await expectNotReady(server);
}

/** The code that was refused during the fault is accepted now, and once. */
export async function expectRecovery(server: Server, person: Person): Promise<void> {
  const recovered = await until(async () => {
    const response = await signIn(server, person);
    const text = await response.text();
    return response.status === 503 ? undefined : { status: response.status, text };
  });
  expect(recovered.status, recovered.text).toBe(200);
  const again = await signIn(server, person);
  expect(again.status, await again.text()).toBe(401);
  await until(async () => (await readiness(server)) === 200 || undefined);
}

/** Readiness is off for as long as the fault lasts; each sign of life looks again. */
export async function expectNotReady(server: Server): Promise<void> {
  await until(async () => (await readiness(server)) === 503 || undefined);
}

async function readiness(server: Server): Promise<number> {
  const response = await server.fetch('/readyz', { signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  return response.status;
}

/** Asks until there is an answer; the test's time limit is the limit. */
export async function until<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix} ${index}`);
}
