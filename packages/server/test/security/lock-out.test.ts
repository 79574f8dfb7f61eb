import { describe, expect } from 'vitest';
import { attempt, json, outcomeOf } from '../../src/testing/attempts.ts';
import type { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

interface Guesses {
  readonly app: AuthenticatorApp;
  /** How many are compared before it ends. */
  readonly compared: number;
  readonly browserToken?: string | undefined;
}

/** Guesses wrong, waiting an hour wherever there is a wait, until so many were compared. */
async function guessWrong(
  server: TestServer,
  { app, compared, browserToken }: Guesses,
): Promise<void> {
  for (let done = 0; done < compared;) {
    const code = app.wrongCodeAt(server.clock.read());
    const outcome = await attempt(server, { loginId: 'ada', code, browserToken });
    if (outcome === 'invalid_code') done += 1;
    else server.clock.advance({ seconds: 3600 });
  }
}

/** What the code of the next step gets. */
function tryNextStep(server: TestServer, app: AuthenticatorApp, browserToken?: string) {
  server.clock.advance({ steps: 1 });
  const code = app.codeAt(server.clock.read());
  return attempt(server, { loginId: 'ada', code, browserToken });
}

async function eventsOf(server: TestServer, userId: string, action: string) {
  const query = { userId, action };
  return (await server.call('listEvents', { headers: asManagement, query })).events;
}

describe('a user whose budget a stranger used up', () => {
  securityRow('S08', 'signs in from their own browser at once', async (row) => {
    for (const compared of [6, 50]) {
      const server = await startTestServer(row);
      const { app, confirmation } = await server.signUp('ada');
      await guessWrong(server, { app, compared });
      expect(await tryNextStep(server, app)).toBe('too_many_attempts');
      expect(await tryNextStep(server, app, confirmation.browserToken)).toBe('accepted');
    }
  });

  securityRow('S08', 'gets in by a recovery code and by a ticket', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    await guessWrong(server, { app, compared: 50 });
    expect(await tryNextStep(server, app)).toBe('too_many_attempts');

    const [recoveryCode = ''] = confirmation.recoveryCodes ?? [];
    const elsewhere = { loginId: 'ada', recoveryCode, from: '198.51.100.1' };
    expect(await attempt(server, elsewhere)).toBe('accepted');

    const { ticket } = await server.call('createTicket', {
      headers: asManagement,
      body: { userId: confirmation.user.userId, action: 'sign-in' },
    });
    server.clock.advance({ steps: 1 });
    const body = { code: app.codeAt(server.clock.read()) };
    const answer = json(body, { authorization: `Ticket ${ticket}` });
    expect(await outcomeOf(await server.fetch('/api/v1/verifications', answer))).toBe('accepted');
  });

  securityRow('S08', 'at the same address signs in from their own browser', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    const { browserToken } = confirmation;
    const from = '203.0.113.7';
    for (let index = 0; index < 30; index += 1) {
      await attempt(server, { loginId: `user-${index}`, code: '123456', from });
    }
    server.clock.advance({ steps: 1 });
    const ada = { loginId: 'ada', code: app.codeAt(server.clock.read()), from };
    expect(await attempt(server, ada)).toBe('too_many_attempts');
    expect(await attempt(server, { ...ada, browserToken })).toBe('accepted');
  });

  securityRow('S08', 'is let in again by an administrator', async (row) => {
    const server = await startTestServer(row);
    const { app, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    await guessWrong(server, { app, compared: 50 });
    expect(await eventsOf(server, userId, 'verification.stopped')).toHaveLength(1);
    expect(await tryNextStep(server, app)).toBe('too_many_attempts');
    await server.call('endUserWaiting', { headers: asManagement, path: { userId } });
    expect(await tryNextStep(server, app)).toBe('accepted');
  });

  securityRow('S08', 'after 20 wrong from a known browser it is known no more', async (row) => {
    const server = await startTestServer(row);
    const { app, confirmation } = await server.signUp('ada');
    const { user, browserToken } = confirmation;
    const other = await server.signIn('ada', app);
    await guessWrong(server, { app, compared: 5 });

    await guessWrong(server, { app, compared: 19, browserToken });
    server.clock.advance({ seconds: 300 });
    expect(await tryNextStep(server, app, browserToken)).toBe('accepted');

    await guessWrong(server, { app, compared: 20, browserToken });
    expect(await eventsOf(server, user.userId, 'browser.forgotten')).toHaveLength(1);
    await guessWrong(server, { app, compared: 1 });
    expect(await tryNextStep(server, app, browserToken)).toBe('too_many_attempts');
    expect(await tryNextStep(server, app, other.browserToken)).toBe('accepted');

    // Its token is worth no more than none: who gets in with it is given a new one.
    const path = { userId: user.userId };
    await server.call('endUserWaiting', { headers: asManagement, path });
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    const again = await server.call('verify', { body: { loginId: 'ada', code, browserToken } });
    expect(again.browserToken).not.toBe(browserToken);
  });
});

describe('a patient attacker', () => {
  const wrongPerDay = 4;
  const daySeconds = 86_400;

  securityRow('S09', 'is stopped at 50 in 30 days, whatever succeeds between', async (row) => {
    const server = await startTestServer(row);
    const { app, confirmation } = await server.signUp('ada');
    const { user, browserToken } = confirmation;
    const comparedOn: number[] = [];
    const days = row.count({ full: 120, reduced: 34 });
    for (let day = 0; day < days; day += 1) {
      let compared = 0;
      for (let guess = 0; guess < wrongPerDay; guess += 1) {
        const code = app.wrongCodeAt(server.clock.read());
        if ((await attempt(server, { loginId: 'ada', code })) === 'invalid_code') compared += 1;
      }
      comparedOn.push(compared);
      // The day that is thirty days back counts whole.
      const borne = comparedOn.slice(-31).reduce((sum, count) => sum + count, 0);
      expect(borne).toBeLessThanOrEqual(50);
      // The victim's browser forgot them until they are stopped; later only a known one gets in.
      const signsIn = await tryNextStep(server, app);
      expect(signsIn).toBe(borne < 50 ? 'accepted' : 'too_many_attempts');
      expect(await tryNextStep(server, app, browserToken)).toBe('accepted');
      server.clock.advance({ seconds: daySeconds - 60 });
    }
    expect(comparedOn.slice(0, 14)).toEqual([...Array<number>(12).fill(4), 2, 0]);
    expect(comparedOn.slice(13, 31)).toEqual(Array(18).fill(0));
    const stops = await eventsOf(server, user.userId, 'verification.stopped');
    expect(stops.length).toBeGreaterThanOrEqual(1);
  });

  securityRow('S09', 'waits for 30 whole days, wherever midnight is', async (row) => {
    const server = await startTestServer(row);
    const { app } = await server.signUp('ada');
    server.clock.advance({ seconds: (24 - 12) * 3600 - 600 });
    for (let round = 0; round < 10; round += 1) {
      await guessWrong(server, { app, compared: 5 });
      if (round < 9) await server.signIn('ada', app);
    }
    const stoppedAt = server.clock.read();
    server.clock.advance({ seconds: 30 * daySeconds - 60 });
    expect(await tryNextStep(server, app)).toBe('too_many_attempts');
    server.clock.advance({ ms: stoppedAt + 31 * daySeconds * 1000 - server.clock.read() });
    expect(await tryNextStep(server, app)).toBe('accepted');
  });
});
