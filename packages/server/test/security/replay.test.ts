import type { TicketAction } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { attempt, json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

/** Gives a code to one surface and says what became of it. */
type Give = (code: string) => Promise<string>;

/** Ada, who signed up, and every surface that checks a code of her authenticators. */
async function startAda(server: TestServer) {
  const { app, enrollment, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  let accessToken = confirmation.session?.accessToken ?? '';
  const bearer = () => ({ authorization: `Bearer ${accessToken}` });

  const makeTicket = async (action: TicketAction) => {
    const body = { userId, action };
    const { ticket } = await server.call('createTicket', { headers: asManagement, body });
    return { authorization: `Ticket ${ticket}` };
  };
  const verify = async (body: object, headers: Record<string, string>): Promise<string> =>
    outcomeOf(await server.fetch('/api/v1/verifications', json(body, headers)));
  const { browserToken } = confirmation;
  const surfaces: Readonly<Record<string, Give>> = {
    signIn: (code) => attempt(server, { loginId: 'ada', code }),
    signInFromKnownBrowser: (code) => attempt(server, { loginId: 'ada', code, browserToken }),
    becomeFresh: (code) => verify({ code }, bearer()),
    answerTicket: async (code) => verify({ code }, await makeTicket('sign-in')),
    answerBackend: async (code) =>
      outcomeOf(
        await server.fetch('/api/v1/manage/verifications', json({ userId, code }, asManagement)),
      ),
  };

  /** The code of the next step signs in, which also makes the session fresh again. */
  const expectNextStepToWork = async (): Promise<void> => {
    const { session } = await server.signIn('ada', app);
    accessToken = session?.accessToken ?? '';
  };
  const expectToBeSpent = async (code: string): Promise<void> => {
    for (const [name, give] of Object.entries(surfaces)) {
      expect(await give(code), name).toBe('invalid_code');
    }
  };
  return { app, enrollment, surfaces, bearer, makeTicket, expectNextStepToWork, expectToBeSpent };
}

describe('a code that one surface accepted', () => {
  securityRow('S02', 'is refused by every other one; the next step’s code works', async (row) => {
    const server = await startTestServer(row);
    const ada = await startAda(server);
    const now = () => ada.app.codeAt(server.clock.read());

    await ada.expectToBeSpent(now());
    const confirmedAgain = await server.refused('confirmEnrollment', {
      path: { enrollmentId: ada.enrollment.enrollmentId },
      body: { code: now() },
    });
    expect(confirmedAgain.code).toBe('enrollment_confirmed');

    for (const [name, give] of Object.entries(ada.surfaces)) {
      await ada.expectNextStepToWork();
      server.clock.advance({ steps: 1 });
      expect(await give(now()), name).toBe('accepted');
      await ada.expectToBeSpent(now());
    }
  });

  securityRow('S02', 'in confirming one more authenticator is spent, too', async (row) => {
    const server = await startTestServer(row);
    const ada = await startAda(server);
    const permits = [ada.bearer, () => ada.makeTicket('update-user')];
    for (const permit of permits) {
      const enrollment = await server.call('startEnrollment', {
        headers: await permit(),
        body: { action: 'update-user' },
      });
      const added = new AuthenticatorApp(enrollment.provisioningUrl);
      const code = added.codeAt(server.clock.read());
      const { enrollmentId } = enrollment;
      await server.call('confirmEnrollment', { path: { enrollmentId }, body: { code } });
      await ada.expectToBeSpent(code);
      await server.signIn('ada', added);
      await ada.expectToBeSpent(added.codeAt(server.clock.read()));
      await ada.expectNextStepToWork();
    }
  });

  securityRow('S02', 'is accepted by one of all surfaces at once', async (row) => {
    const server = await startTestServer(row);
    const { app, surfaces } = await startAda(server);
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    const outcomes = await Promise.all(Object.values(surfaces).map((give) => give(code)));
    expect(tally(outcomes)).toEqual({ accepted: 1, invalid_code: outcomes.length - 1 });
  });
});
