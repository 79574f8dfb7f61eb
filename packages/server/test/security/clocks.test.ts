import type { Enrollment, EventPage } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { attempt, json, type Attempt } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { makeMovableClock } from '../../src/testing/movable-clock.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { asManagement } from '../../src/testing/test-server.ts';

const stepMs = 30_000;
const dayMs = 86_400_000;

/** One server in the eyes of the world, whatever its ports are. */
const shared = { TOTP_KIT_PUBLIC_URL: 'https://auth.example.com', TOTP_KIT_AUDIT_DAYS: '1' };

/** Somebody whose phone has the true time. */
interface Person {
  readonly loginId: string;
  readonly app: AuthenticatorApp;
  /** The code that confirmed the app. */
  readonly used: string;
  readonly confirmedAt: number;
}

async function signUp(server: ServerProcess, loginId: string): Promise<Person> {
  const started = await server.fetch(
    '/api/v1/enrollments',
    json({ action: 'sign-up', loginId }, { 'x-forwarded-for': addressOf(loginId) }),
  );
  const enrollment = (await started.json()) as Enrollment;
  const app = new AuthenticatorApp(enrollment.provisioningUrl);
  const confirmedAt = Date.now();
  const used = app.codeAt(confirmedAt);
  const path = `/api/v1/enrollments/${enrollment.enrollmentId}/confirmation`;
  expect((await server.fetch(path, json({ code: used }))).status).toBe(200);
  return { loginId, app, used, confirmedAt };
}

function addressOf(loginId: string): string {
  return `198.51.100.${loginId.charCodeAt(0)}`;
}

/** Gives a code from an address of the person's own. */
function give(server: ServerProcess, { loginId }: Person, code: string): Promise<string> {
  return attempt(server, { loginId, code, from: addressOf(loginId) } satisfies Attempt);
}

/** The first code that nothing has spent and that is still good, also by a server that is a little behind. */
function nextCode({ app, confirmedAt }: Person): string {
  return app.codeAt(Math.max(Date.now(), confirmedAt + stepMs));
}

/** Waits until a server says of itself what it should; the test's time is the limit. */
async function untilStatus(server: ServerProcess, status: string): Promise<void> {
  for (;;) {
    const response = await server.fetch('/readyz');
    const body = (await response.json()) as { readonly status: string };
    expect(response.status).toBe(body.status === 'ready' ? 200 : 503);
    if (body.status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until the only server has given so many more signs of life. */
async function untilSeen(databaseUrl: string, times: number): Promise<void> {
  const seen = new Set<unknown>();
  while (seen.size <= times) {
    const [server] = await runSql(databaseUrl, 'SELECT seen_at FROM servers');
    seen.add((server as { readonly seen_at: unknown }).seen_at);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The right code is taken once by whichever server, a used one never, and no step is beyond the true time. */
async function expectSingleUse(
  servers: readonly ServerProcess[],
  person: Person,
  databaseUrl: string,
): Promise<void> {
  const [server] = servers;
  if (server === undefined) throw new Error('no server');
  expect(await give(server, person, person.used)).toBe('invalid_code');
  const code = nextCode(person);
  const outcomes = await Promise.all(
    [...servers, ...servers].map((each) => give(each, person, code)),
  );
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'invalid_code')).toHaveLength(
    outcomes.length - 1,
  );
  const [newest] = await runSql(databaseUrl, 'SELECT max(last_step) AS step FROM authenticators');
  const { step } = newest as { readonly step: number | string };
  expect(Number(step)).toBeLessThanOrEqual(Math.floor(Date.now() / stepMs) + 1);
}

async function countEvents(server: ServerProcess, action: string): Promise<number> {
  const path = `/api/v1/manage/events?action=${action}&limit=200`;
  const response = await server.fetch(path, { headers: asManagement });
  return ((await response.json()) as EventPage).events.length;
}

describe('the clock of a machine', () => {
  securityRow('S46', 'that jumps makes its node not ready, and is not followed', async (row) => {
    const databaseUrl = await freshDatabase(row.engine);
    const clock = makeMovableClock();
    const server = await startServerProcess(databaseUrl, { ...shared, ...clock.environment });
    const ada = await signUp(server, 'ada');
    const bob = await signUp(server, 'bob');
    const eve = await signUp(server, 'eve');

    clock.set({ seconds: -600 });
    await untilStatus(server, 'clock_wrong');
    await expectSingleUse([server], ada, databaseUrl);
    expect(await give(server, bob, bob.app.codeAt(Date.now() - 600_000))).toBe('invalid_code');
    clock.set({ seconds: 0 });
    await untilStatus(server, 'ready');

    clock.set({ seconds: 86_400 });
    await untilStatus(server, 'clock_wrong');
    await untilSeen(databaseUrl, row.count({ full: 3, reduced: 1 }));
    await expectSingleUse([server], bob, databaseUrl);
    expect(await give(server, eve, eve.app.codeAt(Date.now() + dayMs))).toBe('invalid_code');
    for (let held = 0; held < row.count({ full: 1, reduced: 0 }); held += 1) {
      // Until the node sweeps, and has followed where it must: SQLite has no time but the machine's.
      await new Promise((resolve) => setTimeout(resolve, 130_000));
      await untilStatus(server, row.engine === 'SQLite' ? 'ready' : 'clock_wrong');
      expect(await countEvents(server, 'user.created')).toBe(3);
      clock.set({ seconds: 0 });
      if (row.engine === 'SQLite') await untilStatus(server, 'clock_wrong');
    }
    clock.set({ seconds: 0 });
    await untilStatus(server, 'ready');
    expect(await give(server, eve, nextCode(eve))).toBe('accepted');
    const moves = row.engine === 'SQLite' ? row.count({ full: 2, reduced: 0 }) : 0;
    expect(await countEvents(server, 'server.clock_moved')).toBe(moves);
    expect(server.output()).toContain('not ready: the clock');
    expect(server.output()).toContain('ready again: the clock');
  });

  securityRow('S46', 'that is wrong at the start', async ({ engine }) => {
    const databaseUrl = await freshDatabase(engine);
    const clock = makeMovableClock();
    const environment = { ...shared, ...clock.environment };
    const before = await startServerProcess(databaseUrl, environment);
    const ada = await signUp(before, 'ada');
    const bob = await signUp(before, 'bob');
    await before.kill();
    // Signs of life are seconds apart; this one was given when it ended.
    await runSql(databaseUrl, `UPDATE marks SET value = ${Date.now()} WHERE name = 'newest-time'`);

    clock.set({ seconds: -600 });
    const behind = await startServerProcess(databaseUrl, environment);
    await untilStatus(behind, 'clock_wrong');
    await expectSingleUse([behind], ada, databaseUrl);
    await behind.kill();

    clock.set({ seconds: 86_400 });
    const ahead = await startServerProcess(databaseUrl, environment);
    if (engine === 'PostgreSQL') {
      await untilStatus(ahead, 'clock_wrong');
      await expectSingleUse([ahead], bob, databaseUrl);
      clock.set({ seconds: 0 });
      await untilStatus(ahead, 'ready');
    } else {
      // With SQLite nothing tells it from a server that was off for a day.
      expect(await give(ahead, bob, bob.used)).toBe('invalid_code');
      expect(await give(ahead, bob, nextCode(bob))).toBe('invalid_code');
      clock.set({ seconds: 0 });
      await untilStatus(ahead, 'clock_wrong');
    }
  });

  securityRow('S46', 'may be three seconds from another node’s', async ({ engine }) => {
    const databaseUrl = await freshDatabase(engine);
    // With SQLite each goes by its own machine: there is nothing between them. Six seconds would be a jump.
    const offsets = engine === 'PostgreSQL' ? [-3, 0, 3] : [-1, 0, 2];
    const servers = await Promise.all(
      offsets.map((seconds) =>
        startServerProcess(databaseUrl, {
          ...shared,
          ...makeMovableClock({ seconds }).environment,
        }),
      ),
    );
    const [first] = servers;
    if (first === undefined) throw new Error('no server');
    const people = await Promise.all(['ada', 'bob', 'eve'].map((name) => signUp(first, name)));
    for (const person of people) await expectSingleUse(servers, person, databaseUrl);
    for (const server of servers) await untilStatus(server, 'ready');
  });
});
