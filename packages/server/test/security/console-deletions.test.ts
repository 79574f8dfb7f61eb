import { describe, expect } from 'vitest';
import { json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import { makeAdministrator, makeFirstAdministrator } from '../../src/testing/console.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import {
  asSession,
  confirm,
  listEvents,
  startSignUp,
  startUpdate,
} from '../../src/testing/linking.ts';
import { expectNoSession, openEverything, signInOutcomes } from '../../src/testing/open-access.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const prefix = '/console' as const;

async function deleteInConsole(
  server: TestServer,
  headers: Readonly<Record<string, string>>,
  order: { readonly userIds: readonly string[]; readonly key?: string },
) {
  const { userIds, key = 'lost-phone' } = order;
  const { results } = await server.call('deleteTotp', {
    prefix,
    headers: { ...headers, 'idempotency-key': key },
    body: { userIds, reason: 'lost phone' },
  });
  return results;
}

describe('Delete TOTP Seed in the console', () => {
  securityRow('S22', 'ends every way in, and says who, whom and why', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const root = await makeFirstAdministrator(server);
    const support = await makeAdministrator(server, root, { loginId: 'help', role: 'support' });
    const user = await openEverything(server);
    const { userId } = user;
    await deleteInConsole(server, support.headers, { userIds: [userId] });

    await expectNoSession(server, user.sessions);
    for (const open of [user.bySession, user.byTicket]) {
      const confirmation = await server.refused('confirmEnrollment', open.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
    }
    for (const ticket of [user.tickets.unstarted, user.tickets.manage]) {
      const headers = asTicket(ticket);
      const body = { action: 'update-user' };
      expect((await server.refused('startEnrollment', { headers, body })).code).toBe(
        'ticket_invalid',
      );
    }
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);
    const [deleted] = await listEvents(server, { action: 'totp.deleted', userId });
    expect(deleted).toMatchObject({
      actor: 'administrator',
      actorId: support.administratorId,
      userId,
      reason: 'lost phone',
    });
  });

  securityRow('S22', 'disabling in the console ends every way in, too', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers, administratorId } = await makeFirstAdministrator(server);
    const user = await openEverything(server);
    const { userId } = user;
    const body = { status: 'disabled' };
    await server.call('updateUser', { prefix, headers, path: { userId }, body });
    await expectNoSession(server, user.sessions);
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);
    const [disabled] = await listEvents(server, { action: 'user.disabled', userId });
    expect(disabled).toMatchObject({ actor: 'administrator', actorId: administratorId });
  });

  securityRow('S23', 'only its link enrolls again, once; a new one ends it', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const [result] = await deleteInConsole(server, headers, { userIds: [userId] });
    const taken = await startSignUp(server, 'ada');
    expect((await server.refused('confirmEnrollment', taken.confirming())).code).toBe(
      'login_id_taken',
    );
    expect(result?.url).toBe(`http://localhost:8787/enroll#ticket=${result?.ticket ?? ''}`);
    const body = { userId, action: 'update-user' };
    const newer = await server.call('createTicket', { prefix, headers, body });
    const older = asTicket(result?.ticket ?? '');
    const start = { action: 'update-user' };
    expect((await server.refused('startEnrollment', { headers: older, body: start })).code).toBe(
      'ticket_invalid',
    );
    const link = asTicket(newer.ticket);
    const open = await startUpdate(server, link);
    await confirm(server, open);
    expect((await server.refused('startEnrollment', { headers: link, body: start })).code).toBe(
      'ticket_invalid',
    );
    await server.signIn('ada', open.app);
  });

  securityRow('S24', 'sent again, does nothing and shows no link again', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const { headers } = await makeFirstAdministrator(server);
    const userIds: string[] = [];
    for (let index = 0; index < row.count({ full: 500, reduced: 40 }); index += 1) {
      userIds.push((await server.signUp(`user ${index}`)).confirmation.user.userId);
    }
    const first = await deleteInConsole(server, headers, { userIds });
    expect(first.every(({ url }) => url !== undefined)).toBe(true);
    const events = await listEvents(server, {});
    const again = await deleteInConsole(server, headers, { userIds });
    expect(again).toEqual(first.map(({ userId, outcome }) => ({ userId, outcome })));
    expect(await listEvents(server, {})).toEqual(events);
    const other = json(
      { userIds: userIds.slice(1) },
      { ...headers, 'idempotency-key': 'lost-phone' },
    );
    const reused = await server.fetch('/console/api/v1/manage/totp-deletions', other);
    expect(await outcomeOf(reused)).toBe('idempotency_conflict');
    const tooMany = json(
      { userIds: Array.from({ length: 501 }, (_, index) => `user_${index}`) },
      { ...headers, 'idempotency-key': 'too-many' },
    );
    const refused = await server.fetch('/console/api/v1/manage/totp-deletions', tooMany);
    expect(await outcomeOf(refused)).toBe('invalid_request');
  });

  securityRow('S25', 'races sign-ins: no session is left after it', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const rounds = count({ full: 50, reduced: 5 });
    for (let round = 0; round < rounds; round += 1) {
      const loginId = `user ${round}`;
      const { app, confirmation } = await server.signUp(loginId);
      const { userId } = confirmation.user;
      server.clock.advance({ steps: 1 });
      const body = { loginId, code: app.codeAt(server.clock.read()) };
      const [results, ...outcomes] = await Promise.all([
        deleteInConsole(server, headers, { userIds: [userId], key: `deletion-${round}` }),
        ...Array.from({ length: 20 }, async () =>
          outcomeOf(await server.fetch('/api/v1/verifications', json(body))),
        ),
      ]);
      expect(results).toMatchObject([{ outcome: 'deleted' }]);
      expect(tally(outcomes)['accepted'] ?? 0).toBeLessThanOrEqual(1);
      const path = { userId };
      const { sessions } = await server.call('listUserSessions', { prefix, headers, path });
      expect(sessions).toEqual([]);
      const old = asSession(confirmation.session);
      expect((await server.refused('getSession', { headers: old })).code).toBe('unauthenticated');
      server.clock.advance({ seconds: -30 });
    }
  });
});
