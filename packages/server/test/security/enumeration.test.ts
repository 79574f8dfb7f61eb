import { describe, expect } from 'vitest';
import { listEvents, startSignUp } from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';
import { inviteEverybody, oneByOne, startObserved, wrongForAll } from './enumeration-scene.ts';

const verifications = '/api/v1/verifications';

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
          work: { opened: 0, hmacs: 1, recoveryHashes: 1 },
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
