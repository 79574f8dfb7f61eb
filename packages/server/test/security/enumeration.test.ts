import { HOTP } from 'otpauth';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { Keyring } from '../../src/keyring/keyring.ts';
import { RecoveryCodes } from '../../src/services/recovery-codes.ts';
import { json } from '../../src/testing/attempts.ts';
import type { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { linkByTicket, listEvents, startSignUp } from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import type { EngineName } from '../../src/testing/test-databases.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const verifications = '/api/v1/verifications';

/** A server of which a test sees what a stranger sees, and how much work each answer was. */
async function startObserved(engine: EngineName, environment: Record<string, string> = {}) {
  const observed = observeStore();
  const { openStore } = observed;
  const server = await startTestServer({ engine, openStore, environment, isListening: true });
  const spies = {
    opened: vi.spyOn(Keyring.prototype, 'open'),
    sealed: vi.spyOn(Keyring.prototype, 'seal'),
    hmacs: vi.spyOn(HOTP, 'generate'),
    recoveryHashes: vi.spyOn(RecoveryCodes.prototype, 'hash'),
  };
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  let requests = 0;
  const post = async (path: string, body: unknown) => {
    vi.clearAllMocks();
    const before = observed.statements();
    requests += 1;
    const from = `198.51.${requests >> 8}.${requests & 255}`;
    const response = await server.fetch(path, json(body, { 'x-forwarded-for': from }));
    const { requestId, ...answer } = (await response.json()) as Record<string, unknown>;
    const { date, 'x-request-id': id, ...headers } = Object.fromEntries(response.headers);
    expect(date).toBeDefined();
    if (!response.ok) expect(id).toBe(requestId);
    const calls = Object.entries(spies).map(
      ([name, spy]) => [name, spy.mock.calls.length] as const,
    );
    return {
      seen: { status: response.status, headers, answer },
      work: { statements: observed.statements() - before, ...Object.fromEntries(calls) },
    };
  };
  return { server, post };
}

/** Everybody who must look like nobody, each with a code that must not let them in. */
async function inviteEverybody(server: TestServer) {
  const headers = asManagement;
  const createUser = (loginId: string, signIn: string) =>
    server.call('createUser', { headers, body: { loginId, signIn } });
  const ada = await server.signUp('ada');
  const withThree = await server.signUp('with three');
  const { userId } = withThree.confirmation.user;
  const others = [await linkByTicket(server, userId), await linkByTicket(server, userId)];
  const spent = await server.signUp('spent');
  const disabled = await server.signUp('disabled');
  const path = { userId: disabled.confirmation.user.userId };
  await server.call('updateUser', { headers, path, body: { status: 'disabled' } });
  await createUser('without one', 'direct');
  const byTicket = await linkByTicket(server, (await createUser('by ticket', 'ticket')).userId);
  await server.signIn('spent', spent.app);
  const now = server.clock.read();
  const apps = [ada.app, withThree.app, ...others, spent.app, disabled.app, byTicket];
  const code = wrongForAll(apps, now);
  return {
    apps,
    attempts: [
      { loginId: 'nobody', code },
      { loginId: 'ada', code },
      { loginId: 'with three', code },
      { loginId: 'without one', code },
      { loginId: 'spent', code: spent.app.codeAt(now) },
      { loginId: 'disabled', code: disabled.app.codeAt(now) },
      { loginId: 'by ticket', code: byTicket.codeAt(now) },
    ],
  };
}

function wrongForAll(apps: readonly AuthenticatorApp[], now: number): string {
  const live = new Set(
    apps.flatMap((app) => [-30_000, 0, 30_000].map((offset) => app.codeAt(now + offset))),
  );
  const wrong = Array.from({ length: 30 }, (_, index) => String(100_000 + index)).find(
    (code) => !live.has(code),
  );
  if (wrong === undefined) throw new Error('every candidate is live');
  return wrong;
}

describe('signing in tells nobody who exists', () => {
  securityRow(
    'S14',
    'unknown, no authenticator, ticket user, disabled, wrong, spent: one answer, one amount of work',
    async ({ engine }) => {
      const { server, post } = await startObserved(engine);
      const { attempts } = await inviteEverybody(server);
      const recoveryCode = '0000-1111-2222-3333-4444-5555';
      const browserToken = `browser_${'x'.repeat(43)}`;
      const kinds: { work: object; bodies: readonly object[] }[] = [
        { work: { opened: 3, hmacs: 9, recoveryHashes: 0 }, bodies: attempts },
        {
          work: { opened: 3, hmacs: 9, recoveryHashes: 0 },
          bodies: attempts.map((body) => ({ ...body, browserToken })),
        },
        {
          work: { opened: 0, hmacs: 0, recoveryHashes: 1 },
          bodies: attempts.map(({ loginId }) => ({ loginId, recoveryCode })),
        },
      ];
      for (const { work, bodies } of kinds) {
        const [nobody, ...others] = await oneByOne(bodies, (body) => post(verifications, body));
        expect(nobody).toMatchObject({ seen: { status: 401, answer: { code: 'invalid_code' } } });
        expect(nobody?.work).toMatchObject(work);
        for (const other of others) expect(other).toEqual(nobody);
      }
    },
  );

  securityRow('S14', 'waiting equals waiting, up to the stop', async ({ engine }) => {
    const { server, post } = await startObserved(engine);
    const { apps, attempts } = await inviteEverybody(server);
    let failures = 0;
    let waitSeconds = 0;
    while (failures < 50 || waitSeconds === 0) {
      server.clock.advance({ seconds: Math.max(1, waitSeconds) });
      const code = wrongForAll(apps, server.clock.read());
      // The first of a moment also looks whether the brake is on.
      await post(verifications, { loginId: `warm-up ${failures}`, code });
      const [nobody, ...others] = await oneByOne(attempts, ({ loginId }) =>
        post(verifications, { loginId, code }),
      );
      for (const other of others) expect(other, `after ${failures}`).toEqual(nobody);
      const isRefused = nobody?.seen.status === 429;
      waitSeconds = isRefused ? Number(nobody.seen.answer['retryAfter']) : 0;
      if (!isRefused) failures += 1;
    }
    expect(failures).toBe(50);
    expect(waitSeconds).toBeGreaterThan(3500);
  });
});

describe('signing up tells nobody who exists, until they hold a right code', () => {
  const isTakenOrFree = ['ada', 'eva'];

  securityRow('S15', 'start and wrong code are alike, in answer and work', async ({ engine }) => {
    const { server, post } = await startObserved(engine);
    await server.signUp('ada');
    const starts = await oneByOne(isTakenOrFree, (loginId) =>
      post('/api/v1/enrollments', { action: 'sign-up', loginId }),
    );
    const [taken, free] = starts.map(({ seen, work }) => ({
      ...seen,
      answer: shapeOf(seen.answer),
      work,
    }));
    expect(taken).toMatchObject({ status: 201, work: { sealed: 1, opened: 0 } });
    expect(taken).toEqual(free);

    const wrongs = await oneByOne(isTakenOrFree, async (loginId) => {
      const { app, enrollment } = await startSignUp(server, loginId);
      const code = app.wrongCodeAt(server.clock.read());
      return post(`/api/v1/enrollments/${enrollment.enrollmentId}/confirmation`, { code });
    });
    expect(wrongs[0]?.seen.answer['code']).toBe('invalid_code');
    expect(wrongs[0]).toEqual(wrongs[1]);
  });

  securityRow('S15', 'a right code is told, and recorded on the user', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const open = await startSignUp(server, 'ada');
    const wrong = open.confirming(open.app.wrongCodeAt(server.clock.read()));
    expect((await server.refused('confirmEnrollment', wrong)).code).toBe('invalid_code');
    expect(await listEvents(server, { action: 'enrollment.refused' })).toEqual([]);
    const problem = await server.refused('confirmEnrollment', open.confirming());
    expect(problem.code).toBe('login_id_taken');
    expect(await listEvents(server, { action: 'enrollment.refused', userId })).toHaveLength(1);
  });

  for (const mode of ['ticket', 'closed']) {
    securityRow('S15', `with sign-up by ${mode} not even that`, async ({ engine }) => {
      const { server, post } = await startObserved(engine, { TOTP_KIT_SIGN_UP: mode });
      await server.call('createUser', { headers: asManagement, body: { loginId: 'ada' } });
      const [taken, free] = await oneByOne(isTakenOrFree, (loginId) =>
        post('/api/v1/enrollments', { action: 'sign-up', loginId }),
      );
      expect(taken?.seen.answer['code']).toBe('sign_up_closed');
      expect(taken).toEqual(free);
    });
  }
});

/** The names and lengths of what an answer holds. */
function shapeOf(answer: Readonly<Record<string, unknown>>) {
  return Object.entries(answer).map(([name, value]) => [name, JSON.stringify(value).length]);
}

async function oneByOne<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
