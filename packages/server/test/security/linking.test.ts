import { describe, expect } from 'vitest';
import { asTicket } from '../../src/testing/credentials.ts';
import {
  asSession,
  confirm,
  createTicket,
  listEvents,
  sendConfirmation,
  startSignUp,
  startUpdate,
  type Credentials,
} from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

function findUser(server: TestServer, userId: string) {
  return server.call('getUser', { headers: asManagement, path: { userId } });
}

/** A user with one authenticator, and their session. */
async function enrolled(server: TestServer) {
  const { app, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  const [authenticator] = (await findUser(server, userId)).authenticators;
  const authenticatorId = authenticator?.authenticatorId ?? '';
  return { app, userId, authenticatorId, session: confirmation.session };
}

describe('the live key stays until the new one is confirmed', () => {
  securityRow('S19', 'starting again and abandoning leaves the old code', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId, authenticatorId, session } = await enrolled(server);
    const before = await findUser(server, userId);
    for (let count = 0; count < 3; count += 1) {
      await startUpdate(server, asSession(session), { replaces: authenticatorId });
    }
    const cancelled = await startUpdate(server, asSession(session), { replaces: authenticatorId });
    await server.call('cancelEnrollment', { path: cancelled.confirming().path });
    expect(await findUser(server, userId)).toEqual(before);
    await server.signIn('ada', app);
    server.clock.advance({ seconds: 600 });
    await server.signIn('ada', app);
  });

  securityRow('S19', 'a wrong code keeps the same enrollment', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId, authenticatorId, session } = await enrolled(server);
    const open = await startUpdate(server, asSession(session), { replaces: authenticatorId });
    for (let wrongs = 0; wrongs < 4; wrongs += 1) {
      const wrong = open.confirming(open.app.wrongCodeAt(server.clock.read()));
      expect((await server.refused('confirmEnrollment', wrong)).code).toBe('invalid_code');
      expect((await findUser(server, userId)).authenticators).toMatchObject([{ authenticatorId }]);
    }
    await server.signIn('ada', app);
    await confirm(server, open);
    await server.signIn('ada', open.app);
    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    const old = await server.refused('verify', { body: { loginId: 'ada', code } });
    expect(old.code).toBe('invalid_code');
  });

  securityRow('S19', 'whatever breaks, both keys change or neither', async ({ engine }) => {
    const observed = observeStore();
    const { openStore } = observed;
    const server = await startTestServer({ engine, openStore });
    const { app, userId, authenticatorId, session } = await enrolled(server);
    const open = await startUpdate(server, asSession(session), { replaces: authenticatorId });
    let faults = 0;
    for (;;) {
      observed.failAt(faults + 1);
      const response = await sendConfirmation(server, open);
      if (response.ok) break;
      expect(response.status).toBe(503);
      faults += 1;
      expect((await findUser(server, userId)).authenticators).toMatchObject([{ authenticatorId }]);
      if (faults === 8) await server.signIn('ada', app);
    }
    observed.failAt(0);
    expect(faults).toBeGreaterThan(8);
    const { authenticators } = await findUser(server, userId);
    expect(authenticators).toHaveLength(1);
    expect(authenticators[0]?.authenticatorId).not.toBe(authenticatorId);
    await server.signIn('ada', open.app);
  });
});

describe('nobody is left without a second factor', () => {
  securityRow(
    'S19',
    'replacing by a ticket keeps the old one until confirmed',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      const { app, userId, authenticatorId } = await enrolled(server);
      for (const action of ['update-user', 'manage'] as const) {
        const { ticket } = await createTicket(server, { userId, action });
        const asked = { replaces: authenticatorId };
        const abandoned = await startUpdate(server, asTicket(ticket), asked);
        await server.call('cancelEnrollment', { path: abandoned.confirming().path });
        const wrong = await startUpdate(server, asTicket(ticket), asked);
        const body = wrong.confirming(wrong.app.wrongCodeAt(server.clock.read()));
        expect((await server.refused('confirmEnrollment', body)).code).toBe('invalid_code');
        server.clock.advance({ seconds: 601 });
        const late = await server.refused('confirmEnrollment', wrong.confirming());
        expect(late.code).toBe('enrollment_expired');
        expect((await findUser(server, userId)).authenticators).toMatchObject([
          { authenticatorId },
        ]);
        await server.signIn('ada', app);
      }
      const { ticket } = await createTicket(server, { userId, action: 'update-user' });
      const open = await startUpdate(server, asTicket(ticket), { replaces: authenticatorId });
      await confirm(server, open);
      const { authenticators } = await findUser(server, userId);
      expect(authenticators).toHaveLength(1);
      expect(authenticators[0]?.authenticatorId).not.toBe(authenticatorId);
    },
  );

  securityRow('S19', 'what is replaced is gone: the new one is one more', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, authenticatorId, session } = await enrolled(server);
    const headers = asSession(session);
    const { ticket } = await createTicket(server, { userId, action: 'update-user' });
    const asked = { replaces: authenticatorId };
    const replacing = await startUpdate(server, asTicket(ticket), asked);
    await confirm(server, await startUpdate(server, headers));
    await server.call('removeOwnAuthenticator', { headers, path: { authenticatorId } });
    await confirm(server, replacing);
    expect((await findUser(server, userId)).authenticators).toHaveLength(2);
  });

  securityRow('S19', 'two sessions that remove both at once leave one', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, session } = await enrolled(server);
    const headers = asSession(session);
    for (let round = 0; round < 5; round += 1) {
      await confirm(server, await startUpdate(server, headers));
      server.clock.advance({ steps: 1 });
      const { authenticators } = await findUser(server, userId);
      expect(authenticators).toHaveLength(2);
      const { ticket } = await createTicket(server, { userId, action: 'manage' });
      const strengths = [headers, asTicket(ticket)];
      const removals = await Promise.all(
        authenticators.map(async (one, index) =>
          server.fetch(`/api/v1/me/authenticators/${one.authenticatorId}`, {
            method: 'DELETE',
            headers: strengths[index] ?? headers,
          }),
        ),
      );
      expect(removals.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect((await findUser(server, userId)).authenticators).toHaveLength(1);
    }
  });

  securityRow('S19', 'the last one cannot be removed, however it is asked', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId, authenticatorId, session } = await enrolled(server);
    const { ticket } = await createTicket(server, { userId, action: 'manage' });
    for (const headers of [asSession(session), asTicket(ticket)]) {
      const path = { authenticatorId };
      expect((await server.refused('removeOwnAuthenticator', { headers, path })).code).toBe(
        'conflict',
      );
    }
    await server.signIn('ada', app);
  });
});

describe('one more authenticator needs a fresh session or a ticket', () => {
  securityRow('S21', 'a session is fresh for 5 minutes after a code', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, authenticatorId, session } = await enrolled(server);
    const headers = asSession(session);
    const path = { authenticatorId };
    const changes = [
      () => server.refused('startEnrollment', { headers, body: { action: 'update-user' } }),
      () => server.refused('renameOwnAuthenticator', { headers, path, body: { label: 'mine' } }),
      () => server.refused('removeOwnAuthenticator', { headers, path }),
      () => server.refused('renewOwnRecoveryCodes', { headers }),
    ];
    server.clock.advance({ seconds: 300, ms: -1 });
    await startUpdate(server, headers);
    server.clock.advance({ ms: 1 });
    for (const change of changes) expect((await change()).code).toBe('session_not_fresh');

    const { refreshToken } = session ?? {};
    const refreshed = await server.call('refreshSession', { body: { refreshToken } });
    const asRefreshed = asSession(refreshed.session);
    const body = { action: 'update-user' };
    const still = await server.refused('startEnrollment', { headers: asRefreshed, body });
    expect(still.code).toBe('session_not_fresh');

    const code = app.codeAt(server.clock.read());
    await server.call('verify', { headers, body: { code } });
    await confirm(server, await startUpdate(server, headers));
  });

  securityRow('S21', 'other credentials are none', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId, session } = await enrolled(server);
    const elsewhere = await (await startTestServer({ engine })).signUp('ada');
    const started = await startSignUp(server, 'eve');
    const { browserToken = '' } = await server.signIn('ada', app);
    const signIn = await createTicket(server, { userId, action: 'sign-in' });
    const signUp = await createTicket(server, { loginId: 'new', action: 'sign-up' });
    const spent = await createTicket(server, { userId, action: 'update-user' });
    await confirm(server, await startUpdate(server, asTicket(spent.ticket)));
    const late = await createTicket(server, { userId, action: 'update-user', ttlSeconds: 60 });
    server.clock.advance({ seconds: 60 });
    const good = await createTicket(server, { userId, action: 'update-user' });

    const asBearer = (value: string): Credentials => ({ authorization: `Bearer ${value}` });
    const { refreshToken = '', accessToken = '' } = session ?? {};
    const { enrollmentId } = started.enrollment;
    const unauthenticated = [
      {},
      asSession(elsewhere.confirmation.session),
      ...[refreshToken, enrollmentId, browserToken, good.ticket].map(asBearer),
      asBearer(asManagement.authorization.replace('Bearer ', '')),
      { authorization: 'Bearer' },
      { authorization: `Basic ${accessToken}` },
    ];
    const invalid = [signIn.ticket, signUp.ticket, spent.ticket, late.ticket, accessToken];
    const foreign = [refreshToken, enrollmentId, good.ticketId, `${good.ticket}x`];
    const body = { action: 'update-user' };
    const before = await listEvents(server, {});
    for (const headers of unauthenticated) {
      const problem = await server.refused('startEnrollment', { headers, body });
      expect(problem.code, JSON.stringify(headers)).toBe('unauthenticated');
    }
    for (const ticket of [...invalid, ...foreign]) {
      const headers = asTicket(ticket);
      const problem = await server.refused('startEnrollment', { headers, body });
      expect(problem.code, ticket).toBe('ticket_invalid');
    }
    expect(await listEvents(server, {})).toEqual(before);
    await startUpdate(server, asTicket(good.ticket));
  });

  securityRow('S21', 'the session or ticket must still hold when confirmed', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, authenticatorId, session } = await enrolled(server);
    const eve = await server.signUp('eve');
    const body = { action: 'update-user', replaces: authenticatorId };
    const headers = asSession(eve.confirmation.session);
    const foreign = await server.refused('startEnrollment', { headers, body });
    expect(foreign.code).toBe('not_found');

    const bySession = await startUpdate(server, asSession(session));
    await server.call('signOut', { headers: asSession(session) });
    const signedOut = await server.refused('confirmEnrollment', bySession.confirming());
    expect(signedOut.code).toBe('unauthenticated');

    const { ticket } = await createTicket(server, { userId, action: 'update-user' });
    const earlier = await startUpdate(server, asTicket(ticket));
    const byTicket = await startUpdate(server, asTicket(ticket));
    const ended = await server.refused('confirmEnrollment', earlier.confirming());
    expect(ended.code).toBe('enrollment_expired');
    await confirm(server, byTicket);
    expect((await findUser(server, userId)).authenticators).toHaveLength(2);
  });
});

describe('a ticket for a user without an authenticator', () => {
  securityRow('S21', 'is not made beside one that is in use', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId } = await server.call('createUser', {
      headers: asManagement,
      body: { loginId: 'ada', signIn: 'ticket' },
    });
    const holders = [{ userId }, { loginId: 'ada' }];
    const ifUnlinked = (holder: (typeof holders)[number]) =>
      ({ ...holder, action: 'update-user', ifUnlinked: true }) as const;
    for (const holder of holders) await createTicket(server, ifUnlinked(holder));
    const { ticket } = await createTicket(server, ifUnlinked({ userId }));
    await confirm(server, await startUpdate(server, asTicket(ticket)));

    const before = await listEvents(server, {});
    for (const holder of holders) {
      const body = ifUnlinked(holder);
      const problem = await server.refused('createTicket', { headers: asManagement, body });
      expect(problem).toMatchObject({ code: 'conflict', status: 409 });
      expect(problem.detail).toContain('has an authenticator already');
    }
    const body = { userId, action: 'sign-in', ifUnlinked: true } as const;
    const misplaced = await server.refused('createTicket', { headers: asManagement, body });
    expect(misplaced.errors).toMatchObject([{ field: 'ifUnlinked' }]);
    expect(await listEvents(server, {})).toEqual(before);
    await createTicket(server, { userId, action: 'update-user', ifUnlinked: false });
  });

  securityRow('S21', 'ends when they get one by another way', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId } = await server.call('createUser', {
      headers: asManagement,
      body: { loginId: 'ada', signIn: 'ticket' },
    });
    const own = await createTicket(server, { userId, action: 'manage' });
    const thiefs = await createTicket(server, { userId, action: 'update-user', ifUnlinked: true });
    const started = await startUpdate(server, asTicket(thiefs.ticket));
    await confirm(server, await startUpdate(server, asTicket(own.ticket)));

    const late = await server.refused('confirmEnrollment', started.confirming());
    expect(late.code).toBe('enrollment_expired');
    const body = { action: 'update-user' };
    const headers = asTicket(thiefs.ticket);
    const again = await server.refused('startEnrollment', { headers, body });
    expect(again.code).toBe('ticket_invalid');
    expect((await findUser(server, userId)).authenticators).toHaveLength(1);
  });

  securityRow(
    'S21',
    'is over or spent once another way was taken at the same time',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      for (let round = 0; round < 5; round += 1) {
        const { userId } = await server.call('createUser', {
          headers: asManagement,
          body: { loginId: `ada-${round}`, signIn: 'ticket' },
        });
        const own = await createTicket(server, { userId, action: 'manage' });
        const order = { userId, action: 'update-user', ifUnlinked: true } as const;
        const { ticket } = await createTicket(server, order);
        const opens = [
          await startUpdate(server, asTicket(ticket)),
          await startUpdate(server, asTicket(own.ticket)),
        ];
        const [first, second] = await Promise.all(
          opens.map((open) => sendConfirmation(server, open)),
        );
        // The way that is for anybody is never refused; the other one only if it came first.
        expect(second?.status).toBe(200);
        const { authenticators } = await findUser(server, userId);
        expect(authenticators).toHaveLength(first?.ok === true ? 2 : 1);
        await expect(startUpdate(server, asTicket(ticket))).rejects.toThrow();
      }
    },
  );
});
