import { describe, expect } from 'vitest';
import { attempt } from '../../src/testing/attempts.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { asSession } from '../../src/testing/linking.ts';
import {
  endWaiting,
  expectNoSession,
  openEverything,
  signInOutcomes,
  type OpenUser,
} from '../../src/testing/open-access.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

async function expectNoTicket(server: TestServer, { app, tickets }: OpenUser) {
  const body = { action: 'update-user' };
  for (const ticket of [tickets.unstarted, tickets.manage]) {
    const start = await server.refused('startEnrollment', { headers: asTicket(ticket), body });
    expect(start.code).toBe('ticket_invalid');
  }
  const look = await server.refused('listOwnAuthenticators', { headers: asTicket(tickets.manage) });
  expect(look.code).toBe('ticket_invalid');
  const headers = asTicket(tickets.signIn);
  const code = app.codeAt(server.clock.read());
  const verification = await server.refused('verify', { headers, body: { code } });
  expect(verification.code).toBe('ticket_invalid');
}

/** Whether the browser still has a budget of its own, when the user's is used up. */
async function isBrowserKnown(
  server: TestServer,
  { app, browserToken }: OpenUser,
): Promise<boolean> {
  const code = app.wrongCodeAt(server.clock.read());
  for (let wrongs = 0; wrongs < 5; wrongs += 1) await attempt(server, { loginId: 'ada', code });
  return (await attempt(server, { loginId: 'ada', code, browserToken })) !== 'too_many_attempts';
}

describe('what ends takes everything that rests on it', () => {
  securityRow('S22', 'deleted: nothing of before works', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const user = await openEverything(server);
    const { userId } = user;
    const headers = { ...asManagement, 'idempotency-key': 'delete-ada' };
    await server.call('deleteTotp', { headers, body: { userIds: [userId] } });

    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    for (const open of [user.bySession, user.byTicket]) {
      const confirmation = await server.refused('confirmEnrollment', open.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
    }
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);
    expect(await isBrowserKnown(server, user)).toBe(false);
    const path = { userId };
    const after = await server.call('getUser', { headers: asManagement, path });
    expect(after).toMatchObject({ authenticators: [], recoveryCodesLeft: 0 });
    const listed = await server.call('listUserSessions', { headers: asManagement, path });
    expect(listed.sessions).toEqual([]);
  });

  securityRow('S22', 'disabled: nothing works, and only the app does again', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const user = await openEverything(server);
    const { userId } = user;
    const setStatus = (status: string) =>
      server.call('updateUser', { headers: asManagement, path: { userId }, body: { status } });
    await setStatus('disabled');
    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);

    await setStatus('enabled');
    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    for (const open of [user.bySession, user.byTicket]) {
      const confirmation = await server.refused('confirmEnrollment', open.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
    }
    expect(await isBrowserKnown(server, user)).toBe(false);
    await endWaiting(server, userId);
    expect(await signInOutcomes(server, user)).toEqual(['accepted', 'accepted']);
  });

  const signOuts = {
    'by themselves': (server: TestServer, { sessions }: OpenUser) =>
      server.call('signOut', { headers: asSession(sessions[1]), query: { everywhere: 'true' } }),
    'by management': (server: TestServer, { userId }: OpenUser) =>
      server.call('endUserSessions', { headers: asManagement, path: { userId } }),
  };
  for (const [by, signOut] of Object.entries(signOuts)) {
    securityRow('S22', `signed out everywhere ${by}: no session is left`, async ({ engine }) => {
      const server = await startTestServer({ engine });
      const user = await openEverything(server);
      await signOut(server, user);
      await expectNoSession(server, user.sessions);
      const confirmation = await server.refused('confirmEnrollment', user.bySession.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
      // What a session did not begin stays.
      await server.call('confirmEnrollment', user.byTicket.confirming());
      expect(await isBrowserKnown(server, user)).toBe(true);
      await endWaiting(server, user.userId);
      expect(await signInOutcomes(server, user)).toEqual(['accepted', 'accepted']);
    });
  }
});
