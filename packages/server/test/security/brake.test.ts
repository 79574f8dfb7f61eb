import { describe, expect } from 'vitest';
import type { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { addressOf, inBatches } from '../../src/testing/batches.ts';
import { fromConsolePage } from '../../src/testing/console.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

interface Person {
  readonly loginId: string;
  readonly app: AuthenticatorApp;
  readonly browserToken: string | undefined;
}

async function signUp(server: TestServer, loginId: string): Promise<Person> {
  const { app, confirmation } = await server.signUp(loginId);
  return { loginId, app, browserToken: confirmation.browserToken };
}

/** One guess on each of so many users, each from an address of its own, all at once. */
async function spray(server: TestServer, users: readonly Person[], guesses: number): Promise<void> {
  const refusals = await inBatches(guesses, (index) => {
    const user = users[index];
    const loginId = user?.loginId ?? `nobody ${index}`;
    const code = user?.app.wrongCodeAt(server.clock.read()) ?? '000000';
    return server.refused('verify', { body: { loginId, code }, headers: addressOf(index) });
  });
  expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['invalid_code']));
}

async function alarms(server: TestServer) {
  const { events } = await server.call('listEvents', {
    query: { action: 'server.brake' },
    headers: asManagement,
  });
  return events;
}

/** Signs in with the code of the step before, which only a window accepts. */
function signInLate(server: TestServer, { loginId, app }: Person, browserToken?: string) {
  const code = app.codeAt(server.clock.read() - 30_000);
  const body = { loginId, code, ...(browserToken !== undefined && { browserToken }) };
  return { body, headers: addressOf(60_000) };
}

describe('a spray from everywhere', () => {
  securityRow('S60', 'brakes the whole server until it is over', async ({ engine, count }) => {
    const server = await startTestServer({ engine, isListening: true });
    const users = await inBatches(count({ full: 2000, reduced: 20 }), (index) =>
      signUp(server, `user ${index}`),
    );
    const ada = await signUp(server, 'ada');
    const grace = await signUp(server, 'grace');
    const known = await signUp(server, 'known');
    server.clock.advance({ steps: 2 });
    await server.call('verify', signInLate(server, ada));
    expect(await alarms(server)).toEqual([]);

    server.clock.advance({ steps: 2 });
    await spray(server, users, count({ full: 2000, reduced: 310 }));
    server.clock.advance({ seconds: 1 });

    const late = await server.refused('verify', signInLate(server, ada));
    expect(late.code).toBe('invalid_code');
    const [alarm] = await alarms(server);
    expect(alarm).toMatchObject({ action: 'server.brake', actor: 'system' });
    expect(alarm?.reason).toMatch(/^\d+ failures, \d+ users signed in$/);
    await server.call('verify', signInLate(server, known, known.browserToken));
    server.clock.advance({ seconds: 1 });
    const now = { loginId: 'grace', code: grace.app.codeAt(server.clock.read()) };
    await server.call('verify', { body: now });
    await signUp(server, 'new');
    expect(await alarms(server)).toHaveLength(1);

    server.clock.advance({ seconds: 61 });
    await server.call('verify', signInLate(server, ada));
    expect(await alarms(server)).toHaveLength(1);
  });

  securityRow(
    'S60',
    'failures that successes outweigh are no attack',
    async ({ engine, count }) => {
      const server = await startTestServer({ engine, isListening: true });
      const failures = count({ full: 600, reduced: 310 });
      const people = await inBatches(Math.ceil(failures / 5), (index) =>
        signUp(server, `user ${index}`),
      );
      const ada = await signUp(server, 'ada');
      server.clock.advance({ steps: 2 });
      await inBatches(people.length, (index) => {
        const person = people[index];
        const code = person?.app.codeAt(server.clock.read());
        const body = { loginId: person?.loginId, code };
        return server.call('verify', { body, headers: addressOf(index) });
      });
      await inBatches(failures, (index) =>
        server.refused('verify', {
          body: { loginId: `nobody ${index}`, code: '000000' },
          headers: addressOf(index),
        }),
      );
      server.clock.advance({ seconds: 1 });
      await server.call('verify', signInLate(server, ada));
      expect(await alarms(server)).toEqual([]);
    },
  );

  securityRow(
    'S60',
    'guesses in the console alarm, and take nothing from users',
    async ({ engine, count }) => {
      const server = await startTestServer({ engine, isListening: true });
      const ada = await signUp(server, 'ada');
      server.clock.advance({ steps: 2 });
      const guesses = count({ full: 2000, reduced: 310 });
      const guess = async (index: number): Promise<number> => {
        const headers = { ...fromConsolePage, ...addressOf(index) };
        const body = { loginId: `nobody ${index}`, code: '000000' };
        return (await server.refused('verifyAdministrator', { body, headers })).status;
      };
      expect(new Set(await inBatches(guesses, guess))).toEqual(new Set([401]));
      server.clock.advance({ seconds: 1 });
      await guess(guesses);
      const [alarm, ...more] = await alarms(server);
      expect(alarm?.actor).toBe('system');
      // It is looked every fifty verifications, so the alarm is raised soon after the three hundredth.
      expect(alarm?.reason).toMatch(/^3(0[1-9]|[1-4]\d|50) failures, 0 users signed in$/);
      expect(more).toEqual([]);
      server.clock.advance({ seconds: 1 });
      await server.call('verify', signInLate(server, ada));
    },
  );

  securityRow('S60', 'what is refused unlooked at does not brake', async ({ engine, count }) => {
    const server = await startTestServer({ engine, isListening: true });
    const ada = await signUp(server, 'ada');
    server.clock.advance({ steps: 2 });
    const statuses = await inBatches(count({ full: 2000, reduced: 400 }), async (index) => {
      const body = { loginId: 'nobody', code: '000000' };
      return (await server.refused('verify', { body, headers: addressOf(index) })).status;
    });
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    server.clock.advance({ seconds: 1 });
    await server.call('verify', signInLate(server, ada));
    expect(await alarms(server)).toEqual([]);
  });
});
