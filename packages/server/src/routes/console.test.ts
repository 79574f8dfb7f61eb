import { enrollment } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { json, outcomeOf } from '../testing/attempts.ts';
import {
  cookieOf,
  enrollInConsole,
  fromConsolePage,
  invitationOf,
  makeAdministrator,
  makeFirstAdministrator,
  signInToConsole,
  stepUpInConsole,
} from '../testing/console.ts';
import { AuthenticatorApp } from '../testing/authenticator-app.ts';
import { asTicket } from '../testing/credentials.ts';
import { startTestServer } from '../testing/test-server.ts';

const verifications = '/console/api/v1/verifications';

describe('the first administrator', () => {
  it('is made by the link that a terminal shows, which is dead from then on', async () => {
    const server = await startTestServer();
    const link = await server.inviteFirstAdministrator();
    const { headers, confirmation } = await enrollInConsole(server, invitationOf(link), {
      action: 'sign-up',
      loginId: 'root',
    });
    expect(confirmation.recoveryCodes).toHaveLength(8);
    const session = await server.call('getConsoleSession', { headers });
    expect(session).toMatchObject({
      user: { loginId: 'root' },
      role: 'administrator',
      seesLinks: true,
    });
    expect(await server.inviteFirstAdministrator()).toBeUndefined();
    const again = json(
      { action: 'sign-up', loginId: 'other' },
      { ...fromConsolePage, ...asTicket(invitationOf(link)) },
    );
    const refused = await server.fetch('/console/api/v1/enrollments', again);
    expect(await outcomeOf(refused)).toBe('ticket_invalid');
  });

  it('has a quarter of an hour, and a newer link ends the older one', async () => {
    const server = await startTestServer();
    const older = invitationOf(await server.inviteFirstAdministrator());
    const newer = invitationOf(await server.inviteFirstAdministrator());
    const start = async (invitation: string): Promise<string> =>
      outcomeOf(
        await server.fetch(
          '/console/api/v1/enrollments',
          json(
            { action: 'sign-up', loginId: 'root' },
            { ...fromConsolePage, ...asTicket(invitation) },
          ),
        ),
      );
    expect(await start(older)).toBe('ticket_invalid');
    expect(await start(newer)).toBe('accepted');
    server.clock.advance({ seconds: 15 * 60 });
    expect(await start(newer)).toBe('ticket_invalid');
  });

  it('can be called what a user is called, and neither finds the other', async () => {
    const server = await startTestServer();
    const user = await server.signUp('root');
    const administrator = await makeFirstAdministrator(server, 'ROOT');
    server.clock.advance({ steps: 1 });
    const now = server.clock.read();
    const asUser = { loginId: 'root', code: administrator.app.codeAt(now) };
    expect((await server.refused('verify', { body: asUser })).code).toBe('invalid_code');
    const asAdministrator = json({ loginId: 'root', code: user.app.codeAt(now) }, fromConsolePage);
    expect(await outcomeOf(await server.fetch(verifications, asAdministrator))).toBe(
      'invalid_code',
    );
    await signInToConsole(server, administrator);
    await server.signIn('root', user.app);
  });
});

describe('a console session', () => {
  it('is a cookie that no script reads and no other site sends', async () => {
    const server = await startTestServer();
    const administrator = await makeFirstAdministrator(server);
    server.clock.advance({ steps: 1 });
    const body = { loginId: 'root', code: administrator.app.codeAt(server.clock.read()) };
    const response = await server.fetch(verifications, json(body, fromConsolePage));
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^totp-kit-console=console_[\w-]{43}; Path=\/; Expires=.+; HttpOnly; SameSite=Strict$/,
    );
    expect(await response.text()).not.toContain(cookieOf(response).split('=')[1]);
  });

  it('is a __Host- cookie over https', async () => {
    const origin = 'https://auth.example.com';
    const server = await startTestServer({ environment: { TOTP_KIT_PUBLIC_URL: origin } });
    const [, invitation = ''] = (await server.inviteFirstAdministrator())?.split('=') ?? [];
    const headers = { origin, ...asTicket(invitation) };
    const body = { action: 'sign-up', loginId: 'root' };
    const started = await server.fetch('/console/api/v1/enrollments', json(body, headers));
    const { enrollmentId, provisioningUrl } = enrollment.parse(await started.json());
    const code = new AuthenticatorApp(provisioningUrl).codeAt(server.clock.read());
    const path = `/console/api/v1/enrollments/${enrollmentId}/confirmation`;
    const confirmed = await server.fetch(path, json({ code }, { origin }));
    const [cookie = ''] = confirmed.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-totp-kit-console=.+; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    const session = await server.fetch('/console/api/v1/session', {
      headers: { cookie: cookieOf(confirmed) },
    });
    expect(session.status).toBe(200);
  });

  it('ends after 15 minutes without use, and after 8 hours in any case', async () => {
    const server = await startTestServer();
    const { headers } = await makeFirstAdministrator(server);
    const isOver = async (): Promise<boolean> =>
      (await server.fetch('/console/api/v1/session', { headers })).status === 401;
    for (let quarter = 0; quarter < 34; quarter += 1) {
      server.clock.advance({ seconds: 14 * 60 });
      expect(await isOver()).toBe(false);
    }
    server.clock.advance({ seconds: 14 * 60 });
    expect(await isOver()).toBe(true);

    const again = await startTestServer();
    const idle = await makeFirstAdministrator(again);
    again.clock.advance({ seconds: 15 * 60 });
    const problem = await again.refused('getConsoleSession', { headers: idle.headers });
    expect(problem.code).toBe('unauthenticated');
  });

  it('is fresh for five minutes after a code, and again after the next', async () => {
    const server = await startTestServer();
    const administrator = await makeFirstAdministrator(server);
    const { headers } = administrator;
    const body = { loginId: 'helper', role: 'support' };
    server.clock.advance({ seconds: 5 * 60 });
    const stale = await server.refused('createAdministrator', { headers, body });
    expect(stale.code).toBe('session_not_fresh');
    await stepUpInConsole(server, administrator);
    await server.call('createAdministrator', { headers, body });
  });

  it('does nothing for a page that takes somebody else to be signed in', async () => {
    const server = await startTestServer();
    const root = await makeFirstAdministrator(server);
    const { headers, administratorId } = root;
    const asPage = (id: string) => ({ ...headers, 'x-console-administrator': id });
    await server.call('getConsoleSession', { headers: asPage(administratorId) });
    const body = { loginId: 'made by mistake' };
    const problem = await server.refused('createUser', {
      prefix: '/console',
      headers: asPage('admin_somebody_else'),
      body,
    });
    expect(problem.code).toBe('unauthenticated');
    expect(problem.detail).toContain('Somebody else has signed in');
  });

  it('is over once signed out, here or everywhere', async () => {
    const server = await startTestServer();
    const administrator = await makeFirstAdministrator(server);
    const second = await signInToConsole(server, administrator);
    const third = await signInToConsole(server, administrator);
    const outcome = async (headers: Readonly<Record<string, string>>): Promise<string> =>
      outcomeOf(await server.fetch('/console/api/v1/session', { headers }));
    await server.call('signOutOfConsole', { headers: second });
    expect(await outcome(second)).toBe('unauthenticated');
    expect(await outcome(third)).toBe('accepted');
    await server.call('signOutOfConsole', { headers: third, query: { everywhere: 'true' } });
    expect(await outcome(third)).toBe('unauthenticated');
    expect(await outcome(administrator.headers)).toBe('unauthenticated');
  });
});

describe('the console', () => {
  it('takes the code of now, and none of the steps beside it', async () => {
    const server = await startTestServer();
    const { app } = await makeFirstAdministrator(server);
    server.clock.advance({ steps: 3 });
    const now = server.clock.read();
    for (const offset of [-30_000, 30_000]) {
      const body = { loginId: 'root', code: app.codeAt(now + offset) };
      const response = await server.fetch(verifications, json(body, fromConsolePage));
      expect(await outcomeOf(response)).toBe('invalid_code');
    }
  });

  it('stops at ten wrong codes, which a browser that signed in before is not held by', async () => {
    const server = await startTestServer();
    const administrator = await makeFirstAdministrator(server);
    const { app, confirmation } = administrator;
    const give = async (body: object): Promise<string> =>
      outcomeOf(await server.fetch(verifications, json(body, fromConsolePage)));
    let compared = 0;
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const code = app.wrongCodeAt(server.clock.read());
      if ((await give({ loginId: 'root', code })) === 'invalid_code') compared += 1;
      server.clock.advance({ seconds: 3600 });
    }
    expect(compared).toBe(10);
    const code = app.codeAt(server.clock.read());
    expect(await give({ loginId: 'root', code })).toBe('too_many_attempts');
    const { browserToken } = confirmation;
    expect(await give({ loginId: 'root', code, browserToken })).toBe('accepted');
  });

  it('is not there when it is switched off', async () => {
    const server = await startTestServer({ environment: { TOTP_KIT_CONSOLE: 'off' } });
    for (const path of ['/console', '/console/users', '/console/api/v1/session']) {
      const response = await server.fetch(path, { headers: fromConsolePage });
      expect(response.status).toBe(404);
    }
    expect(await server.inviteFirstAdministrator()).toBeUndefined();
  });

  it('shows the configuration without a secret', async () => {
    const server = await startTestServer();
    const { headers } = await makeFirstAdministrator(server);
    const { settings, keys, signingKeys } = await server.call('getConfiguration', { headers });
    const byName = new Map(settings.map((setting) => [setting.name, setting]));
    expect(byName.get('TOTP_KIT_KEYS')).toMatchObject({ value: 'set', isDefault: false });
    expect(byName.get('TOTP_KIT_ISSUER')).toMatchObject({ value: 'totp-kit', isDefault: true });
    expect(keys).toMatchObject([{ keyId: 'k1', seals: true }]);
    expect(keys[0]?.sealedCount).toBeGreaterThan(0);
    expect(signingKeys).toHaveLength(1);
  });
});

describe('administrators', () => {
  it('are added by a link, get another role, and go', async () => {
    const server = await startTestServer();
    const root = await makeFirstAdministrator(server);
    const { headers } = root;
    const helper = await makeAdministrator(server, root, { loginId: 'Helper', role: 'support' });
    const { administrators } = await server.call('listAdministrators', { headers });
    expect(administrators).toMatchObject([
      { loginId: 'Helper', role: 'support', hasAuthenticator: true, isYou: false },
      { loginId: 'root', role: 'administrator', hasAuthenticator: true, isYou: true },
    ]);
    const path = { administratorId: helper.administratorId };
    const changed = await server.call('updateAdministrator', {
      headers,
      path,
      body: { role: 'viewer' },
    });
    expect(changed.role).toBe('viewer');
    const over = await server.refused('getConsoleSession', { headers: helper.headers });
    expect(over.code).toBe('unauthenticated');
    await server.call('removeAdministrator', { headers, path });
    const gone = await server.refused('removeAdministrator', { headers, path });
    expect(gone.code).toBe('not_found');
  });

  it('cannot be two of one login ID', async () => {
    const server = await startTestServer();
    const { headers } = await makeFirstAdministrator(server);
    const body = { loginId: 'ROOT', role: 'viewer' };
    const problem = await server.refused('createAdministrator', { headers, body });
    expect(problem.code).toBe('login_id_taken');
  });

  it('do not change or remove themselves, and the last one stays', async () => {
    const server = await startTestServer();
    const root = await makeFirstAdministrator(server);
    const second = await makeAdministrator(server, root, {
      loginId: 'second',
      role: 'administrator',
    });
    const own = { administratorId: root.administratorId };
    const { headers } = root;
    const refusals = [
      await server.refused('removeAdministrator', { headers, path: own }),
      await server.refused('resetAdministrator', { headers, path: own }),
      await server.refused('updateAdministrator', { headers, path: own, body: { role: 'viewer' } }),
    ];
    for (const { code, detail } of refusals) {
      expect(code).toBe('conflict');
      expect(detail).toContain('another administrator');
    }
    const other = { administratorId: second.administratorId };
    await server.call('resetAdministrator', { headers, path: other });
    // The second one cannot sign in before the link is used, so the first is the last who can.
    await server.call('removeAdministrator', { headers, path: other });
  });

  it('who are reset enroll again by the link, and what they had is over', async () => {
    const server = await startTestServer();
    const root = await makeFirstAdministrator(server);
    const helper = await makeAdministrator(server, root, { loginId: 'helper', role: 'support' });
    const { url } = await server.call('resetAdministrator', {
      headers: root.headers,
      path: { administratorId: helper.administratorId },
    });
    const over = await server.refused('getConsoleSession', { headers: helper.headers });
    expect(over.code).toBe('unauthenticated');
    server.clock.advance({ steps: 1 });
    const code = helper.app.codeAt(server.clock.read());
    const old = json({ loginId: 'helper', code }, fromConsolePage);
    expect(await outcomeOf(await server.fetch(verifications, old))).toBe('invalid_code');
    const again = await enrollInConsole(server, invitationOf(url));
    expect(again.administratorId).toBe(helper.administratorId);
    expect(again.confirmation.recoveryCodes).toHaveLength(8);
  });
});
