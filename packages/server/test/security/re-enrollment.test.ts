import { describe, expect } from 'vitest';
import { asTicket } from '../../src/testing/credentials.ts';
import { confirm, sendConfirmation, startSignUp, startUpdate } from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

function findUser(server: TestServer, userId: string) {
  return server.call('getUser', { headers: asManagement, path: { userId } });
}

/** A user whose authenticator is deleted, and the ticket to enroll again. */
async function deletedUser(server: TestServer) {
  const { app, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  const headers = { ...asManagement, 'idempotency-key': 'delete-ada' };
  const { results } = await server.call('deleteTotp', { headers, body: { userIds: [userId] } });
  expect(results).toMatchObject([{ userId, outcome: 'deleted' }]);
  return { app, userId, headers: asTicket(results[0]?.ticket ?? '') };
}

describe('after a deletion only a ticket enrolls again', () => {
  securityRow('S23', 'an anonymous sign-up is refused like any other', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId } = await deletedUser(server);
    await server.signUp('bob');
    const open = await startSignUp(server, 'ada');
    const { requestId, ...refused } = await server.refused('confirmEnrollment', open.confirming());
    expect(refused.code).toBe('login_id_taken');
    const overBob = (await startSignUp(server, 'bob')).confirming();
    const other = await server.refused('confirmEnrollment', overBob);
    expect({ ...refused, requestId: other.requestId }).toEqual(other);
    expect(requestId).not.toBe(other.requestId);
    expect((await findUser(server, userId)).authenticators).toEqual([]);
    server.clock.advance({ steps: 1 });
    for (const one of [app, open.app]) {
      const body = { loginId: 'ada', code: one.codeAt(server.clock.read()) };
      expect((await server.refused('verify', { body })).code).toBe('invalid_code');
    }
  });

  securityRow(
    'S23',
    'the ticket works once, for its user, and signs nobody in',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      const { userId, headers } = await deletedUser(server);
      const asSignUp = { action: 'sign-up', loginId: 'ada' };
      const misused = await server.refused('startEnrollment', { headers, body: asSignUp });
      expect(misused.code).toBe('ticket_invalid');

      const abandoned = await startUpdate(server, headers);
      const open = await startUpdate(server, headers);
      const confirmation = await confirm(server, open);
      expect(confirmation).toMatchObject({ user: { userId }, firstSeen: false });
      expect(confirmation.session).toBeUndefined();
      expect(confirmation.browserToken).toBeUndefined();
      expect(confirmation.recoveryCodes).toHaveLength(8);

      for (const one of [abandoned, open]) {
        const again = await server.refused('confirmEnrollment', one.confirming());
        expect(again.status).toBe(410);
      }
      const body = { action: 'update-user' };
      const spent = await server.refused('startEnrollment', { headers, body });
      expect(spent.code).toBe('ticket_invalid');
      await server.signIn('ada', open.app);
    },
  );

  securityRow('S23', 'parallel confirmations spend the ticket once', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, headers } = await deletedUser(server);
    const open = await startUpdate(server, headers);
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => sendConfirmation(server, open)),
    );
    expect(responses.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await findUser(server, userId)).authenticators).toHaveLength(1);
  });
});
