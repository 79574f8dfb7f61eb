import { expect } from 'vitest';
import { readDatabaseLocation } from '../../src/config.ts';
import { durations } from '../../src/core/durations.ts';
import { attempt, json } from '../../src/testing/attempts.ts';
import {
  enrollInConsole,
  fromConsolePage,
  invitationOf,
  makeAdministrator,
  makeFirstAdministrator,
  signInToConsole,
  stepUpInConsole,
} from '../../src/testing/console.ts';
import {
  asSession,
  confirm,
  createTicket,
  sendConfirmation,
  startSignUp,
  startUpdate,
} from '../../src/testing/linking.ts';
import { endWaiting } from '../../src/testing/open-access.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { openStore } from '../../src/store/open-store.ts';
import { asManagement, type TestServer } from '../../src/testing/test-server.ts';
import { keyOf, manageKeys, unwatched, writeKeyFile } from './key-stage.ts';

const headers = asManagement;

/** Lets everything happen that is recorded, each at least once. */
export async function doEverything(server: TestServer): Promise<void> {
  const stopped = await stopSomebody(server);
  await doWhatUsersDo(server);
  await doWhatBackendsDo(server, stopped);
  await doWhatAdministratorsDo(server);
  await attackEverybody(server);
  await doWhatHappensToServers(server);
  await doWhatHappensToKeys(server);
}

/** Guesses until a login ID stops, and lets it be. Gives back whose it is. */
async function stopSomebody(server: TestServer): Promise<string> {
  const { app, confirmation } = await server.signUp('eve');
  for (let guess = 1; guess <= 50; guess += 1) {
    server.clock.advance({ ms: durations.hour });
    const code = app.wrongCodeAt(server.clock.read());
    expect(await attempt(server, { loginId: 'eve', code })).toBe('invalid_code');
  }
  await endWaiting(server, confirmation.user.userId);
  return confirmation.user.userId;
}

async function doWhatUsersDo(server: TestServer): Promise<void> {
  const { app, confirmation } = await server.signUp('ada');
  const squatter = await startSignUp(server, 'ada');
  const path = `/api/v1/enrollments/${squatter.enrollment.enrollmentId}/confirmation`;
  const wrong = { code: squatter.app.wrongCodeAt(server.clock.read()) };
  expect((await server.fetch(path, json(wrong))).status).toBe(401);
  expect((await sendConfirmation(server, squatter)).status).toBe(409);

  const signedIn = await server.signIn('ada', app);
  const code = app.codeAt(server.clock.read());
  expect(await attempt(server, { loginId: 'ada', code })).toBe('invalid_code');
  const [recoveryCode = ''] = confirmation.recoveryCodes ?? [];
  expect(await attempt(server, { loginId: 'ada', recoveryCode })).toBe('accepted');

  const own = asSession(signedIn.session);
  await server.call('renewOwnRecoveryCodes', { headers: own });
  await confirm(server, await startUpdate(server, own));
  const { authenticators } = await server.call('listOwnAuthenticators', { headers: own });
  const authenticator = { authenticatorId: authenticators[1]?.authenticatorId ?? '' };
  await server.call('renameOwnAuthenticator', {
    headers: own,
    path: authenticator,
    body: { label: 'tablet' },
  });
  await server.call('removeOwnAuthenticator', { headers: own, path: authenticator });
  await server.call('forgetOwnBrowsers', { headers: own });

  const body = { refreshToken: confirmation.session?.refreshToken };
  await server.call('refreshSession', { body });
  server.clock.advance({ seconds: 11 });
  await server.refused('refreshSession', { body });
  await server.call('signOut', { headers: own });

  await runSql(
    server.databaseUrl,
    `UPDATE authenticators SET sealed_key = 'v1.k1.AAAAAAAAAAAAAAAA.${'A'.repeat(48)}'`,
  );
  server.clock.advance({ steps: 1 });
  const good = app.codeAt(server.clock.read());
  expect(await attempt(server, { loginId: 'ada', code: good })).toBe('invalid_code');
}

async function doWhatBackendsDo(server: TestServer, lost: string): Promise<void> {
  const { userId } = await server.call('createUser', { headers, body: { loginId: 'grace' } });
  const path = { userId };
  await server.call('updateUser', { headers, path, body: { name: 'Grace', status: 'disabled' } });
  await server.call('updateUser', { headers, path, body: { status: 'enabled' } });
  await createTicket(server, { userId, action: 'update-user' });
  await server.call('deleteTotp', {
    headers: { ...headers, 'idempotency-key': 'lost-phone' },
    body: { userIds: [lost], reason: 'lost phone' },
  });
  await server.call('deleteUser', { headers, path });
  const key = { name: 'backend', scopes: ['users:read'] };
  const { keyId } = await server.call('createManagementKey', { headers, body: key });
  await server.call('revokeManagementKey', { headers, path: { keyId } });
}

async function doWhatAdministratorsDo(server: TestServer): Promise<void> {
  const root = await makeFirstAdministrator(server);
  const bob = await makeAdministrator(server, root, { loginId: 'bob', role: 'viewer' });
  const path = { administratorId: bob.administratorId };
  const by = { headers: root.headers, path };
  await stepUpInConsole(server, root);
  await server.call('updateAdministrator', { ...by, body: { role: 'support' } });
  const { url } = await server.call('resetAdministrator', by);
  const again = await enrollInConsole(server, invitationOf(url));
  await server.call('signOutOfConsole', { headers: again.headers });
  await signInToConsole(server, again);
  await server.call('removeAdministrator', by);
  for (let guess = 1; guess <= 10; guess += 1) {
    server.clock.advance({ ms: durations.hour });
    const code = root.app.wrongCodeAt(server.clock.read());
    const request = json({ loginId: 'root', code }, fromConsolePage);
    expect((await server.fetch('/console/api/v1/verifications', request)).status).toBe(401);
  }
}

/** More failures within a minute than the brake lets pass. */
async function attackEverybody(server: TestServer): Promise<void> {
  const at = server.clock.read();
  const rows = Array.from(
    { length: 301 },
    (_, index) =>
      `('attack_${index}', ${at}, 'verification.failed', 'anonymous', '192.0.2.1', 'unknown browser', 'req_${index}')`,
  );
  await runSql(
    server.databaseUrl,
    `INSERT INTO events (event_id, at, action, actor, client_address, reason, request_id) VALUES ${rows.join(',')}`,
  );
  server.clock.advance({ seconds: 1 });
  await attempt(server, { loginId: 'nobody', code: '000000' });
}

/** A clock is set, and a backup takes the database's place. */
async function doWhatHappensToServers({ databaseUrl, clock }: TestServer): Promise<void> {
  await runSql(
    databaseUrl,
    `INSERT INTO marks (name, value) VALUES ('newest-time', ${clock.read() - durations.day})`,
  );
  const store = await openStore(readDatabaseLocation({ DATABASE_URL: databaseUrl }));
  const by = { kind: 'system' } as const;
  const at = clock.read();
  try {
    await store.recordClockMove({ to: at, toleranceMs: 5000, by, reason: '86400 s forward' });
    await store.settleRestoration({
      at,
      by,
      reason: 'a backup as of yesterday',
      codesValidFrom: 0,
      recoveryCodes: 'kept',
    });
  } finally {
    await store.close();
  }
}

/** Keys are added, rotated and dropped, by a clock for which the server has ended: it lacks the new ones. */
async function doWhatHappensToKeys({ databaseUrl }: TestServer): Promise<void> {
  const keyFile = writeKeyFile([keyOf('k1', 7)]);
  const clock = () => Date.now() + durations.hour;
  const { keys } = await manageKeys({ databaseUrl, keyFile, clock });
  await keys.add();
  await keys.rotate(undefined, unwatched);
  const { keyId } = await keys.add();
  await keys.drop(keyId);
  await keys.rotateSigning('at once');
}
