import type { Enrollment } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { describe, expect } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { attempt, json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';

/** A store that counts how often it compares codes. */
async function countComparisons(
  location: Parameters<typeof openStore>[0],
  counter: { compared: number },
): Promise<Store> {
  const store = await openStore(location);
  return {
    ...store,
    verify: (request) => {
      const { secret } = request;
      if (secret.kind !== 'code') return store.verify(request);
      const decide: typeof secret.decide = (...given) => {
        counter.compared += 1;
        return secret.decide(...given);
      };
      return store.verify({ ...request, secret: { ...secret, decide } });
    },
  };
}

describe('many guesses at once', () => {
  securityRow('S04', '1,000 parallel wrong codes: 5 are compared', async ({ engine, count }) => {
    const many = count({ full: 1000, reduced: 200 });
    const counter = { compared: 0 };
    const server = await startTestServer({
      engine,
      openStore: (location) => countComparisons(location, counter),
    });
    const { app } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    for (const loginId of ['ada', 'nobody']) {
      counter.compared = 0;
      const outcomes = await Promise.all(
        Array.from({ length: many }, () => attempt(server, { loginId, code })),
      );
      expect(tally(outcomes)).toEqual({ invalid_code: 5, too_many_attempts: many - 5 });
      expect(counter.compared).toBe(5);
    }
  });

  securityRow('S04', 'a ticket bears 10 and an enrollment 5', async ({ engine, count }) => {
    const many = count({ full: 1000, reduced: 50 });
    const server = await startTestServer({ engine });
    const { app, confirmation } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    const flood = async (path: string, headers = {}) => {
      const requests = Array.from({ length: many }, async () =>
        outcomeOf(await server.fetch(path, json({ code }, headers))),
      );
      return tally(await Promise.all(requests));
    };

    const { userId } = confirmation.user;
    const { ticket } = await server.call('createTicket', {
      headers: asManagement,
      body: { userId, action: 'sign-in' },
    });
    const byTicket = await flood('/api/v1/verifications', { authorization: `Ticket ${ticket}` });
    expect(byTicket).toEqual({ invalid_code: 10, ticket_invalid: many - 10 });

    const { enrollmentId, provisioningUrl } = await server.call('startEnrollment', {
      body: { action: 'sign-up', loginId: 'bob' },
    });
    const path = `/api/v1/enrollments/${enrollmentId}/confirmation`;
    // The fifth is compared, too, and told that it was the last.
    expect(await flood(path)).toEqual({ invalid_code: 4, enrollment_expired: many - 4 });
    const right = new AuthenticatorApp(provisioningUrl).codeAt(server.clock.read());
    expect(await outcomeOf(await server.fetch(path, json({ code: right })))).toBe(
      'enrollment_expired',
    );
  });
});

describe('the count of failures', () => {
  securityRow('S05', 'stands when the handler dies after the decision', async ({ engine }) => {
    const mistake = { isMade: false };
    const server = await startTestServer({
      engine,
      openStore: async (location) => {
        const store = await openStore(location);
        const verify: Store['verify'] = async (request) => {
          const outcome = await store.verify(request);
          if (mistake.isMade) throw new TotpError('internal');
          return outcome;
        };
        return { ...store, verify };
      },
    });
    const { app } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    mistake.isMade = true;
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await attempt(server, { loginId: 'ada', code })).toBe('internal');
    }
    mistake.isMade = false;
    expect(await attempt(server, { loginId: 'ada', code })).toBe('too_many_attempts');
  });

  securityRow('S05', 'stands when the process is killed after the answer', async (row) => {
    const databaseUrl = await freshDatabase(row.engine);
    let server = await startServerProcess(databaseUrl);
    const app = await signUpAt(server, 'ada');
    const kills = row.count({ full: 5, reduced: 2 });
    for (let failure = 1; failure <= 5; failure += 1) {
      const code = app.wrongCodeAt(Date.now());
      expect(await attempt(server, { loginId: 'ada', code })).toBe('invalid_code');
      if (failure <= 5 - kills) continue;
      await server.kill();
      server = await startServerProcess(databaseUrl);
    }
    // Right or wrong: the user's budget is used up.
    const code = app.codeAt(Date.now() + 30_000);
    expect(await attempt(server, { loginId: 'ada', code })).toBe('too_many_attempts');
  });

  securityRow('S06', 'is the user’s, whoever asks and however', async (row) => {
    const server = await startTestServer({ ...row, isListening: true });
    const { app, confirmation } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    const outcomes: string[] = [];
    for (let client = 0; client < 10; client += 1) {
      const fresh = {
        from: `198.51.100.${client}`,
        browserToken: `browser_${String(client).repeat(43)}`,
      };
      for (let wrong = 1; wrong <= 5; wrong += 1) {
        outcomes.push(await attempt(server, { loginId: 'ada', code, ...fresh }));
      }
    }
    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('invalid_code'));
    expect(tally(outcomes.slice(5))).toEqual({ too_many_attempts: 45 });
    // Other spellings of the login ID and a backend that asks share it.
    const right = app.codeAt(server.clock.read() + 30_000);
    expect(await attempt(server, { loginId: 'ＡＤＡ', code: right })).toBe('too_many_attempts');
    const managed = await server.refused('verifyManaged', {
      headers: asManagement,
      body: { userId: confirmation.user.userId, code: right },
    });
    expect(managed.code).toBe('too_many_attempts');
  });
});

async function signUpAt(server: ServerProcess, loginId: string): Promise<AuthenticatorApp> {
  const started = await server.fetch('/api/v1/enrollments', json({ action: 'sign-up', loginId }));
  const { enrollmentId, provisioningUrl } = (await started.json()) as Enrollment;
  const app = new AuthenticatorApp(provisioningUrl);
  const path = `/api/v1/enrollments/${enrollmentId}/confirmation`;
  const confirmed = await server.fetch(path, json({ code: app.codeAt(Date.now()) }));
  expect(await outcomeOf(confirmed)).toBe('accepted');
  return app;
}
