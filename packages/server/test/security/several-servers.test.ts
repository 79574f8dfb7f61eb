import type { Confirmation, Enrollment, EventPage, Session } from '@totp-kit/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { startPostgres, type PostgresServer } from '../../src/testing/postgres-server.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { asManagement } from '../../src/testing/test-server.ts';

const stepMs = 30_000;
const timeout = 120_000;

/** Three servers on one PostgreSQL, with its syncs on; requests take turns between them. */
async function startCluster() {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  // One server in the eyes of the world: sessions are those of one public URL.
  const environment = { TOTP_KIT_PUBLIC_URL: 'https://auth.example.com' };
  const servers = await Promise.all(
    [1, 2, 3].map(() => startServerProcess(postgres.url, environment)),
  );
  let turn = 0;
  const next = (): ServerProcess => {
    const server = servers[turn % servers.length];
    turn += 1;
    if (server === undefined) throw new Error('no server');
    return server;
  };
  return { postgres, send: (path: string, init?: RequestInit) => next().fetch(path, init) };
}

type Cluster = Awaited<ReturnType<typeof startCluster>>;

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

async function signUp({ send }: Pick<Cluster, 'send'>, loginId: string) {
  const started = await send('/api/v1/enrollments', json({ action: 'sign-up', loginId }));
  const enrollment = (await started.json()) as Enrollment;
  const app = new AuthenticatorApp(enrollment.provisioningUrl);
  const code = app.codeAt(Date.now());
  const path = `/api/v1/enrollments/${enrollment.enrollmentId}/confirmation`;
  const confirmed = await send(path, json({ code }));
  return { app, status: confirmed.status, confirmation: (await confirmed.json()) as Confirmation };
}

/** The code of the next step, which the window accepts and nothing has spent. */
function nextCode(app: AuthenticatorApp): string {
  return app.codeAt(Date.now() + stepMs);
}

async function eventsOf({ send }: Cluster, action: string, userId: string) {
  const response = await send(`/api/v1/manage/events?action=${action}&userId=${userId}&limit=200`, {
    headers: asManagement,
  });
  return ((await response.json()) as EventPage).events;
}

function many<Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

describe('three servers on one database decide as one', () => {
  it('S44 [PostgreSQL] 300 parallel right codes give one session', { timeout }, async () => {
    const cluster = await startCluster();
    const { app, confirmation } = await signUp(cluster, 'ada');
    const body = json({ loginId: 'ada', code: nextCode(app) });
    const responses = await many(300, () => cluster.send('/api/v1/verifications', body));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    const { userId } = confirmation.user;
    expect(await eventsOf(cluster, 'verification.succeeded', userId)).toHaveLength(1);
  });

  it(
    'S44 [PostgreSQL] of 300 parallel wrong codes at most 5 are compared',
    { timeout },
    async () => {
      const cluster = await startCluster();
      const { app, confirmation } = await signUp(cluster, 'ada');
      const body = json({ loginId: 'ada', code: app.wrongCodeAt(Date.now()) });
      const responses = await many(300, () => cluster.send('/api/v1/verifications', body));
      const { userId } = confirmation.user;
      const compared = await eventsOf(cluster, 'verification.failed', userId);
      expect(compared).toHaveLength(5);
      expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(responses.filter(({ status }) => status === 429)).toHaveLength(295);
    },
  );

  it(
    'S44 [PostgreSQL] one address is stopped at 30 guesses, whichever server it asks',
    { timeout },
    async () => {
      const cluster = await startCluster();
      const responses = await many(400, (index) =>
        cluster.send(
          '/api/v1/verifications',
          json({ loginId: `user ${index}`, code: '123456' }, { 'x-forwarded-for': '192.0.2.7' }),
        ),
      );
      expect(responses.filter(({ status }) => status === 401)).toHaveLength(30);
      expect(responses.filter(({ status }) => status === 429)).toHaveLength(370);
    },
  );

  it('S44 [PostgreSQL] 300 parallel refreshes give one successor', { timeout }, async () => {
    const cluster = await startCluster();
    const { confirmation } = await signUp(cluster, 'ada');
    const body = json({ refreshToken: confirmation.session?.refreshToken });
    const responses = await many(300, () => cluster.send('/api/v1/session/refresh', body));
    const answers = await Promise.all(responses.map((response) => response.json()));
    const successors = answers.map(
      (answer) => (answer as { session?: Session }).session?.refreshToken,
    );
    expect(new Set(successors).size).toBe(1);
    expect(successors[0]).toMatch(/^refresh_/);
  });

  it(
    'S44 [PostgreSQL] killed under load, it loses nothing it acknowledged and serves again',
    { timeout },
    async () => {
      const cluster = await startCluster();
      const signedUp: { loginId: string; app: AuthenticatorApp }[] = [];
      const statuses = new Set<number>();
      let isOver = false;
      const load = many(8, async (worker) => {
        for (let count = 0; !isOver; count += 1) {
          const loginId = `worker ${worker} user ${count}`;
          const { app, status } = await signUp(cluster, loginId).catch(() => ({
            app: undefined,
            status: 503,
          }));
          statuses.add(status);
          if (status === 200 && app !== undefined) signedUp.push({ loginId, app });
        }
      });
      await until(() => signedUp.length >= 20);
      await crash(cluster.postgres, () => until(() => statuses.has(503)));
      const before = signedUp.length;
      await until(() => signedUp.length >= before + 20);
      isOver = true;
      await load;

      const attempts = await many(signedUp.length, async (index) => {
        const user = signedUp[index];
        if (user === undefined) throw new Error('no user');
        const from = { 'x-forwarded-for': `192.0.2.${index % 250}` };
        const body = json({ loginId: user.loginId, code: nextCode(user.app) }, from);
        const twice = await many(2, () => cluster.send('/api/v1/verifications', body));
        return twice.filter(({ status }) => status === 200).length;
      });
      expect(new Set(attempts)).toEqual(new Set([1]));
    },
  );
});

/** Kills PostgreSQL as a power cut would, waits for what is to be seen of it, and starts it again. */
async function crash(postgres: PostgresServer, whileDown: () => Promise<void>): Promise<void> {
  await postgres.kill();
  await whileDown();
  await postgres.restart();
}

/** Waits for something that other parts of the test bring about; the test's time limit is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
