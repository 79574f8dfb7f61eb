import { describe, expect } from 'vitest';
import { json, outcomeOf, tally } from '../../src/testing/attempts.ts';
import {
  enrollInConsole,
  fromConsolePage,
  invitationOf,
  makeFirstAdministrator,
  signInToConsole,
} from '../../src/testing/console.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, ownOrigin, startTestServer } from '../../src/testing/test-server.ts';

describe('a console request', () => {
  securityRow('S26', 'from another page is refused and changes nothing', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers } = await makeFirstAdministrator(server);
    const { cookie = '' } = headers;
    const path = '/console/api/v1/manage/users';
    const body = { loginId: 'made by a forged request' };
    const foreign: readonly Readonly<Record<string, string>>[] = [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `${ownOrigin}.evil.example` },
      { origin: 'http://localhost:8788' },
      { origin: 'https://localhost:8787' },
      { origin: 'http://127.0.0.1:8787' },
      { origin: ownOrigin, 'sec-fetch-site': 'cross-site' },
      { origin: ownOrigin, 'sec-fetch-site': 'same-site' },
      { origin: ownOrigin, 'sec-fetch-site': 'none' },
    ];
    for (const from of foreign) {
      const response = await server.fetch(path, json(body, { ...from, cookie }));
      expect(await outcomeOf(response), JSON.stringify(from)).toBe('forbidden');
      const signOut = await server.fetch('/console/api/v1/session', {
        method: 'DELETE',
        headers: { ...from, cookie },
      });
      expect(signOut.status, JSON.stringify(from)).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const form = json(body, { ...headers, 'content-type': type });
      expect(await outcomeOf(await server.fetch(path, form)), type).toBe('unsupported_media_type');
    }
    const { users } = await server.call('listUsers', { headers: asManagement });
    expect(users).toEqual([]);
    await server.call('getConsoleSession', { headers });
    // Reading, too, is for the console's own pages only.
    for (const site of ['cross-site', 'same-site', 'none']) {
      const read = await server.fetch(path, { headers: { cookie, 'sec-fetch-site': site } });
      expect(read.status, site).toBe(403);
    }
  });

  securityRow(
    'S26',
    'over plain http from another host is answered with what to do',
    async (row) => {
      const origin = 'http://192.0.2.7:8787';
      const server = await startTestServer({
        engine: row.engine,
        environment: { TOTP_KIT_PUBLIC_URL: origin },
      });
      const response = await server.fetch('/console/api/v1/session', { headers: { origin } });
      const problem = (await response.json()) as { code: string; detail: string };
      expect(problem.code).toBe('forbidden');
      expect(problem.detail).toContain('The console needs https');
    },
  );

  securityRow('S32', 'is never answered to another origin', async ({ engine }) => {
    const server = await startTestServer({
      engine,
      environment: { TOTP_KIT_ORIGINS: 'https://app.example.com' },
    });
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const response = await server.fetch('/console/api/v1/session', {
        method,
        headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
      });
      expect(response.headers.get('access-control-allow-origin'), method).toBeNull();
      expect(response.headers.get('access-control-allow-credentials'), method).toBeNull();
    }
  });
});

describe('an administrator’s code', () => {
  securityRow('S02', 'is good once: confirmation, sign-in and step-up share it', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const administrator = await makeFirstAdministrator(server);
    const { app, headers } = administrator;
    const user = await server.signUp('root');
    const now = server.clock.read();
    const confirming = app.codeAt(now);
    const give = async (body: object, cookie?: string): Promise<string> =>
      outcomeOf(
        await server.fetch(
          '/console/api/v1/verifications',
          json(body, { ...fromConsolePage, cookie }),
        ),
      );
    expect(await give({ loginId: 'root', code: confirming })).toBe('invalid_code');
    expect(await give({ code: confirming }, headers['cookie'])).toBe('invalid_code');
    const elsewhere = { loginId: 'root', code: confirming };
    const isUsers = confirming === user.app.codeAt(now);
    if (!isUsers) {
      expect((await server.refused('verify', { body: elsewhere })).code).toBe('invalid_code');
    }
    server.clock.advance({ steps: 1 });
    const next = app.codeAt(server.clock.read());
    expect(await give({ loginId: 'root', code: next })).toBe('accepted');
    expect(await give({ code: next }, headers['cookie'])).toBe('invalid_code');
    expect(await give({ loginId: 'root', code: next })).toBe('invalid_code');
  });

  securityRow('S02', 'given many times at once signs in once', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    const { app, confirmation } = await makeFirstAdministrator(server);
    server.clock.advance({ steps: 1 });
    const { browserToken } = confirmation;
    const body = { loginId: 'root', code: app.codeAt(server.clock.read()), browserToken };
    const outcomes = await Promise.all(
      Array.from({ length: count({ full: 200, reduced: 40 }) }, async () =>
        outcomeOf(await server.fetch('/console/api/v1/verifications', json(body, fromConsolePage))),
      ),
    );
    expect(tally(outcomes)['accepted']).toBe(1);
  });

  securityRow(
    'S02',
    'of an enrollment is good on the surface it was begun on',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      const link = await server.inviteFirstAdministrator();
      const body = { action: 'sign-up', loginId: 'root' };
      const headers = { ...fromConsolePage, ...asTicket(invitationOf(link)) };
      const started = await server.fetch('/console/api/v1/enrollments', json(body, headers));
      const { enrollmentId } = (await started.json()) as { enrollmentId: string };
      // By the public API an administrator's enrollment is none, and nothing is charged to it.
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const problem = await server.refused('confirmEnrollment', {
          path: { enrollmentId },
          body: { code: '000000' },
        });
        expect(problem.code).toBe('enrollment_expired');
      }
      const users = await server.call('startEnrollment', {
        body: { action: 'sign-up', loginId: 'a' },
      });
      const foreign = await server.fetch(
        `/console/api/v1/enrollments/${users.enrollmentId}/confirmation`,
        json({ code: '000000' }, fromConsolePage),
      );
      expect(await outcomeOf(foreign)).toBe('enrollment_expired');
      // An invitation is no ticket, and a ticket no invitation.
      const asUserTicket = await server.refused('startEnrollment', {
        body: { action: 'update-user' },
        headers: asTicket(invitationOf(link)),
      });
      expect(asUserTicket.code).toBe('ticket_invalid');
      const { ticket } = await server.call('createTicket', {
        headers: asManagement,
        body: { loginId: 'ada', action: 'update-user' },
      });
      const asInvitation = await server.fetch(
        '/console/api/v1/enrollments',
        json({ action: 'update-user' }, { ...fromConsolePage, ...asTicket(ticket) }),
      );
      expect(await outcomeOf(asInvitation)).toBe('ticket_invalid');
    },
  );
});

describe('an administrator’s ways in', () => {
  securityRow(
    'S22',
    'end with a reset: sessions, browsers, recovery codes, invitations',
    async (row) => {
      const server = await startTestServer({ engine: row.engine });
      const root = await makeFirstAdministrator(server);
      const { headers } = root;
      const body = { loginId: 'second', role: 'administrator' };
      const invited = await server.call('createAdministrator', { headers, body });
      const second = await enrollInConsole(server, invitationOf(invited.url));
      const another = await signInToConsole(server, second);
      const path = { administratorId: second.administratorId };
      const first = await server.call('resetAdministrator', { headers, path });
      const newer = await server.call('resetAdministrator', { headers, path });

      for (const session of [second.headers, another]) {
        const problem = await server.refused('getConsoleSession', { headers: session });
        expect(problem.code).toBe('unauthenticated');
      }
      server.clock.advance({ steps: 1 });
      const { browserToken, recoveryCodes = [] } = second.confirmation;
      const code = second.app.codeAt(server.clock.read());
      for (const secret of [{ code, browserToken }, { recoveryCode: recoveryCodes[0] }]) {
        const request = json({ loginId: 'second', ...secret }, fromConsolePage);
        const response = await server.fetch('/console/api/v1/verifications', request);
        expect(await outcomeOf(response)).toBe('invalid_code');
      }
      const replaced = await server.fetch(
        '/console/api/v1/enrollments',
        json(
          { action: 'update-user' },
          { ...fromConsolePage, ...asTicket(invitationOf(first.url)) },
        ),
      );
      expect(await outcomeOf(replaced)).toBe('ticket_invalid');
      await enrollInConsole(server, invitationOf(newer.url));
      const used = await server.fetch(
        '/console/api/v1/enrollments',
        json(
          { action: 'update-user' },
          { ...fromConsolePage, ...asTicket(invitationOf(newer.url)) },
        ),
      );
      expect(await outcomeOf(used)).toBe('ticket_invalid');
    },
  );
});
