import { describe, expect } from 'vitest';
import { outcomeOf, tally } from '../../src/testing/attempts.ts';
import type { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import {
  asSession,
  confirm,
  listEvents,
  sendConfirmation,
  startSignUp,
  type OpenEnrollment,
} from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';
import { query } from '../../src/store/script.ts';

/** One login ID, as different people type it. */
const spellings = ['ada', 'ADA', ' Ada ', 'ａｄａ', 'aDa'];

const countEnrollments = query<{ count: number }>('SELECT count(*) AS count FROM enrollments');

function spell(index: number): string {
  return spellings[index % spellings.length] ?? 'ada';
}

/** Confirms all at once, and says what became of each. */
async function confirmAll(server: TestServer, opened: readonly OpenEnrollment[]) {
  const responses = await Promise.all(opened.map((open) => sendConfirmation(server, open)));
  return tally(await Promise.all(responses.map(outcomeOf)));
}

function findUsers(server: TestServer) {
  return server.call('listUsers', { headers: asManagement });
}

describe('a login ID is whose confirmed it first', () => {
  securityRow('S16', 'a sign-up over a user changes nothing of theirs', async ({ engine }) => {
    const server = await startTestServer({ engine, isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    const session = (await server.signIn('ada', app)).session;
    const before = await findUsers(server);
    const foreign: AuthenticatorApp[] = [];
    for (const spelling of spellings) {
      const attack = await startSignUp(server, spelling, '203.0.113.9');
      const refused = await server.refused('confirmEnrollment', {
        ...attack.confirming(),
        headers: { 'x-forwarded-for': '203.0.113.9' },
      });
      expect(refused.code).toBe('login_id_taken');
      const again = await server.refused('confirmEnrollment', attack.confirming());
      expect(again.code).toBe('enrollment_expired');
      foreign.push(attack.app);
    }
    expect(await findUsers(server)).toEqual(before);
    server.clock.advance({ steps: 1 });
    for (const attacker of foreign.slice(-4)) {
      const code = attacker.codeAt(server.clock.read());
      const signIn = await server.refused('verify', { body: { loginId: 'ada', code } });
      expect(signIn.code).toBe('invalid_code');
    }
    await server.call('getSession', { headers: asSession(session) });
    await server.signIn('ada', app);

    const { userId } = confirmation.user;
    const recorded = await listEvents(server, { action: 'enrollment.refused', userId });
    expect(recorded).toHaveLength(spellings.length);
    expect(new Set(recorded.map(({ clientAddress }) => clientAddress))).toEqual(
      new Set(['203.0.113.9']),
    );
  });

  securityRow(
    'S17',
    'foreign enrollments keep nobody from signing up',
    async ({ engine, count }) => {
      const observed = observeStore();
      const { openStore } = observed;
      const server = await startTestServer({ engine, openStore, isListening: true });
      const starts = count({ full: 1000, reduced: 100 });
      const foreign: OpenEnrollment[] = [];
      for (let index = 0; index < starts; index += 1) {
        const address = `203.0.113.${Math.floor(index / 50)}`;
        foreign.push(await startSignUp(server, spell(index), address));
      }
      const own = await startSignUp(server, 'ada', '192.0.2.1');
      const { user } = await confirm(server, own);
      expect((await findUsers(server)).users.map(({ userId }) => userId)).toEqual([user.userId]);
      expect(await confirmAll(server, foreign.slice(0, 3))).toEqual({ login_id_taken: 3 });

      server.clock.advance({ seconds: 600 });
      expect(await confirmAll(server, foreign.slice(-20))).toEqual({ enrollment_expired: 20 });
      await observed.sweepExpired(server.clock.read());
      const left = await observed.read(() => countEnrollments.first({}));
      expect(left).toEqual({ count: 0 });
      await server.signIn('ada', own.app);
    },
  );

  securityRow('S18', '50 parallel confirmations make one user', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const opened: OpenEnrollment[] = [];
    for (let index = 0; index < 50; index += 1) {
      opened.push(await startSignUp(server, spell(index)));
    }
    expect(await confirmAll(server, opened)).toEqual({ accepted: 1, login_id_taken: 49 });
    const { users } = await findUsers(server);
    expect(users).toHaveLength(1);
    expect(users[0]?.authenticators).toHaveLength(1);
    expect(await listEvents(server, { action: 'user.created' })).toHaveLength(1);
    expect(await listEvents(server, { action: 'enrollment.refused' })).toHaveLength(49);
  });

  securityRow('S18', '50 parallel confirmations of one enrollment', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const open = await startSignUp(server, 'ada');
    const opened = Array.from({ length: 50 }, () => open);
    expect(await confirmAll(server, opened)).toEqual({ accepted: 1, enrollment_confirmed: 49 });
    const { users } = await findUsers(server);
    expect(users.map(({ authenticators }) => authenticators.length)).toEqual([1]);
    expect(await listEvents(server, { action: 'enrollment.confirmed' })).toHaveLength(1);
  });
});
