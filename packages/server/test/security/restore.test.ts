import { join } from 'node:path';
import type { Confirmation, Enrollment, Session, Ticket } from '@totp-kit/protocol';
import { expect } from 'vitest';
import { attempt, json, outcomeOf } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { runJsonCommandHere } from '../../src/testing/command-here.ts';
import { runJsonCommand } from '../../src/testing/command-process.ts';
import {
  fromConsolePage,
  invitationOf,
  makeFirstAdministrator,
  signInToConsole,
} from '../../src/testing/console.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { TestClock } from '../../src/testing/test-clock.ts';
import { engines, freshDatabase } from '../../src/testing/test-databases.ts';
import {
  asManagement,
  ownOrigin,
  startTestServer,
  type TestServer,
} from '../../src/testing/test-server.ts';

const stepMs = 30_000;

// One server in the eyes of the world, before the restore and after: tokens are those of one public URL.
const environment = { TOTP_KIT_PUBLIC_URL: ownOrigin };

interface Person {
  readonly app: AuthenticatorApp;
  readonly confirmation: Confirmation;
  readonly session: Session;
}

/** What `totp-kit restore --json` prints. */
interface RestoredDocument {
  readonly codesValidFrom: string;
  readonly ended: Readonly<Record<string, number>>;
}

/** What was good when the backup was made, and what has become of it since. */
interface Past {
  readonly ada: Person;
  readonly bob: Person;
  readonly usedCode: string;
  readonly usedRecoveryCode: string;
  readonly signedOut: Session;
  readonly ticket: string;
  readonly begunEnrollment: { readonly id: string; readonly app: AuthenticatorApp };
}

securityRow(
  'S54',
  'what was used, ended or deleted after a backup is refused after the restore, on either engine',
  async ({ engine, count }) => {
    const databaseUrl = await freshDatabase(engine);
    const file = join(temporaryFolder(), 'backup.db');
    const past = await liveThroughABackup(databaseUrl, {
      file,
      clients: count({ full: 32, reduced: 4 }),
    });
    for (const target of engines) {
      const restoredUrl = await freshDatabase(target);
      const restored = await runJsonCommand(['restore', file, '--yes'], {
        databaseUrl: restoredUrl,
        environment,
      });
      const { codesValidFrom } = restored as RestoredDocument;
      // While the used code is live: the real process on its own engine, the same server without a socket on the other.
      const server =
        target === engine
          ? await startServerProcess(restoredUrl, environment)
          : await startTestServer({
              clock: clockAt(Date.now()),
              environment: { DATABASE_URL: restoredUrl, ...environment },
            });
      await expectNothingOld(server, past);
      await ('kill' in server ? server.kill() : server.stop());
      await expectNewCodes(restoredUrl, past, Date.parse(codesValidFrom));
    }
  },
);

securityRow(
  'S54',
  'a session of the console and an open invitation of before are refused after the restore',
  async ({ engine }) => {
    const clock = clockAt(Date.now());
    const server = await startTestServer({ engine, clock });
    const root = await makeFirstAdministrator(server);
    const { headers } = root;
    const { url } = await server.call('createAdministrator', {
      headers,
      body: { loginId: 'grace', role: 'viewer' },
    });
    const file = join(temporaryFolder(), 'backup.db');
    await runJsonCommandHere(['backup', file], server);
    const databaseUrl = await freshDatabase(engine);
    const restoration = await runJsonCommandHere(['restore', file, '--yes'], { databaseUrl });
    const { codesValidFrom, ended } = restoration as RestoredDocument;
    expect(ended).toMatchObject({ consoleSessions: 1, links: 1 });

    const restored = await startTestServer({
      clock,
      environment: { DATABASE_URL: databaseUrl },
    });
    const statuses = async ({ fetch }: TestServer) => {
      const invited = { ...fromConsolePage, ...asTicket(invitationOf(url)) };
      const session = await fetch('/console/api/v1/session', { headers });
      const invitation = json({ action: 'update-user' }, invited);
      const enrollment = await fetch('/console/api/v1/enrollments', invitation);
      return [session.status, enrollment.status];
    };
    expect(await statuses(restored)).toEqual([401, 401]);
    expect(await statuses(server)).toEqual([200, 201]);
    // Behind the codes that were live.
    clock.advance({ ms: Date.parse(codesValidFrom) - stepMs - clock.read() });
    await signInToConsole(restored, root);
  },
);

securityRow(
  'S54',
  'a first step that is set by one holds for every server at once, for sign-ins and confirmations',
  async ({ engine }) => {
    const clock = new TestClock();
    const one = await startTestServer({ engine, clock });
    const other = await startTestServer({
      clock,
      environment: { DATABASE_URL: one.databaseUrl },
    });
    const ada = await one.signUp('ada');
    const begun = await other.call('startEnrollment', {
      body: { action: 'sign-up', loginId: 'bob' },
    });
    const bob = new AuthenticatorApp(begun.provisioningUrl);
    clock.advance({ steps: 1 });
    const now = Math.floor(clock.read() / stepMs);
    await runSql(one.databaseUrl, `INSERT INTO marks VALUES ('codes-valid-from', ${now + 2})`);

    const tryCode = (server: TestServer, steps: number) =>
      attempt(server, { loginId: 'ada', code: ada.app.codeAt(clock.read() + steps * stepMs) });
    const confirm = async () => {
      const path = `/api/v1/enrollments/${begun.enrollmentId}/confirmation`;
      return outcomeOf(await other.fetch(path, json({ code: bob.codeAt(clock.read()) })));
    };
    for (const server of [one, other]) {
      expect(await tryCode(server, 0)).toBe('invalid_code');
      expect(await tryCode(server, 1)).toBe('invalid_code');
    }
    expect(await confirm()).toBe('invalid_code');
    clock.advance({ steps: 2 });
    expect(await tryCode(other, 0)).toBe('accepted');
    expect(await tryCode(one, 0)).toBe('invalid_code');
    expect(await confirm()).toBe('accepted');
  },
);

/** A server under load, backed up, after which a code and a recovery code are used, a session ends, a user is deleted. */
async function liveThroughABackup(
  databaseUrl: string,
  { file, clients }: { readonly file: string; readonly clients: number },
): Promise<Past> {
  const server = await startServerProcess(databaseUrl, environment);
  const ada = await signUp(server, 'ada');
  const bob = await signUp(server, 'bob');
  const ticket = await ask<Ticket>(server, '/api/v1/manage/tickets', {
    body: { userId: bob.confirmation.user.userId, action: 'update-user' },
    headers: asManagement,
  });
  const begun = await ask<Enrollment>(server, '/api/v1/enrollments', {
    body: { action: 'sign-up', loginId: 'eve' },
  });

  const load = startLoad(server, clients);
  await load.isUnderWay;
  await runJsonCommand(['backup', file], { databaseUrl });
  expect(await load.stop()).toEqual([201]);

  const usedCode = ada.app.codeAt(Date.now() + stepMs);
  await ask(server, '/api/v1/verifications', { body: { loginId: 'ada', code: usedCode } });
  const usedRecoveryCode = ada.confirmation.recoveryCodes?.[0] ?? '';
  await ask(server, '/api/v1/verifications', {
    body: { loginId: 'ada', recoveryCode: usedRecoveryCode },
  });
  const signOut = { method: 'DELETE', headers: asBearer(ada.session.accessToken) };
  expect((await server.fetch('/api/v1/session', signOut)).status).toBe(204);
  const user = `/api/v1/manage/users/${bob.confirmation.user.userId}`;
  const deletion = await server.fetch(user, { method: 'DELETE', headers: asManagement });
  expect(deletion.status).toBe(204);
  await server.kill();
  return {
    ada,
    bob,
    usedCode,
    usedRecoveryCode,
    signedOut: ada.session,
    ticket: ticket.ticket,
    begunEnrollment: {
      id: begun.enrollmentId,
      app: new AuthenticatorApp(begun.provisioningUrl),
    },
  };
}

/** As long as the used code is live. */
async function expectNothingOld(server: Pick<ServerProcess, 'fetch'>, past: Past): Promise<void> {
  const { bob, begunEnrollment } = past;
  const refused = 'invalid_code';
  expect(await attempt(server, { loginId: 'ada', code: past.usedCode })).toBe(refused);
  const { usedRecoveryCode: recoveryCode } = past;
  expect(await attempt(server, { loginId: 'ada', recoveryCode })).toBe(refused);
  const statusOf = async (path: string, init: RequestInit) =>
    (await server.fetch(path, init)).status;
  for (const { accessToken, refreshToken } of [past.signedOut, bob.session]) {
    expect(await statusOf('/api/v1/session', { headers: asBearer(accessToken) })).toBe(401);
    expect(await statusOf('/api/v1/session/refresh', json({ refreshToken }))).toBe(401);
  }
  const byTicket = json({ action: 'update-user' }, asTicket(past.ticket));
  expect(await statusOf('/api/v1/enrollments', byTicket)).toBe(401);
  const confirmation = `/api/v1/enrollments/${begunEnrollment.id}/confirmation`;
  const code = begunEnrollment.app.codeAt(Date.now());
  expect(await statusOf(confirmation, json({ code }))).toBe(410);
  // Whoever was deleted since is back: the backup does not know better.
  const user = `/api/v1/manage/users/${bob.confirmation.user.userId}`;
  expect(await statusOf(user, { headers: asManagement })).toBe(200);
}

/** On a clock that is moved: no code before the mark, the next one is good, once. */
async function expectNewCodes(
  databaseUrl: string,
  { ada }: Past,
  codesValidFrom: number,
): Promise<void> {
  const clock = clockAt(codesValidFrom - stepMs);
  const server = await startTestServer({
    clock,
    environment: { DATABASE_URL: databaseUrl, TOTP_KIT_PUBLIC_URL: ownOrigin },
  });
  const tryCode = (code: string) => attempt(server, { loginId: 'ada', code });
  const codeAt = (steps: number) => ada.app.codeAt(codesValidFrom + steps * stepMs);
  expect(await tryCode(codeAt(-2))).toBe('invalid_code');
  expect(await tryCode(codeAt(-1))).toBe('invalid_code');
  expect(await tryCode(codeAt(0))).toBe('accepted');
  expect(await tryCode(codeAt(0))).toBe('invalid_code');
  clock.advance({ ms: stepMs });
  expect(await tryCode(codeAt(1))).toBe('accepted');
  const { events } = await server.call('listEvents', {
    headers: asManagement,
    query: { action: 'server.restored' },
  });
  expect(events).toMatchObject([{ actor: 'system', actorId: 'command line' }]);
  await server.stop();
}

function clockAt(time: number): TestClock {
  const clock = new TestClock();
  clock.advance({ ms: time - clock.read() });
  return clock;
}

async function signUp(server: ServerProcess, loginId: string): Promise<Person> {
  const started = await ask<Enrollment>(server, '/api/v1/enrollments', {
    body: { action: 'sign-up', loginId },
  });
  const app = new AuthenticatorApp(started.provisioningUrl);
  const confirmation = await ask<Confirmation>(
    server,
    `/api/v1/enrollments/${started.enrollmentId}/confirmation`,
    { body: { code: app.codeAt(Date.now()) } },
  );
  const { session } = confirmation;
  if (session === undefined) throw new Error('a sign-up without a session');
  return { app, confirmation, session };
}

async function ask<Answer>(
  server: ServerProcess,
  path: string,
  { body, headers }: { readonly body: object; readonly headers?: Readonly<Record<string, string>> },
): Promise<Answer> {
  const response = await server.fetch(path, json(body, headers));
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return JSON.parse(text) as Answer;
}

/** Clients that begin one sign-up after the other, each from an address of its own. */
function startLoad(server: ServerProcess, clients: number) {
  const statuses = new Set<number>();
  let isOver = false;
  let sent = 0;
  let begin: () => void = () => {};
  const isUnderWay = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const client = async (): Promise<void> => {
    while (!isOver) {
      sent += 1;
      const from = { 'x-forwarded-for': `2001:db8:${sent.toString(16)}::1` };
      const body = { action: 'sign-up', loginId: `somebody ${sent}` };
      const response = await server.fetch('/api/v1/enrollments', json(body, from));
      await response.text();
      statuses.add(response.status);
      if (sent > 2 * clients) begin();
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  return {
    isUnderWay,
    stop: async () => {
      isOver = true;
      await running;
      return [...statuses];
    },
  };
}
