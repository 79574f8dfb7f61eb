import { managementOperations } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { attempt, json } from '../../src/testing/attempts.ts';
import {
  enrollInConsole,
  fromConsolePage,
  invitationOf,
  makeFirstAdministrator,
} from '../../src/testing/console.ts';
import { asBearer } from '../../src/testing/credentials.ts';
import { openEverything } from '../../src/testing/open-access.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { readWholeDatabase } from '../../src/testing/whole-database.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';
import { oneByOne, startObserved } from './enumeration-scene.ts';

const prefix = '/console' as const;

/** Everything that the console and the management side answer to a GET. */
async function readEverything(
  server: TestServer,
  headers: Readonly<Record<string, string>>,
  userId: string,
): Promise<string> {
  const managed = Object.values(managementOperations)
    .filter(({ method }) => method === 'get')
    .map(({ path }) => path.replace('{userId}', userId));
  const own = ['session', 'administrators', 'configuration'].map((name) => `/api/v1/${name}`);
  const texts: string[] = [];
  for (const path of [...managed, ...own]) {
    const response = await server.fetch(`/console${path}?`, { headers });
    expect(response.status, path).toBe(200);
    texts.push(await response.text());
  }
  for (const path of managed) {
    texts.push(await (await server.fetch(path, { headers: asManagement })).text());
  }
  return texts.join('\n');
}

describe('secrets are shown once', () => {
  securityRow('S30', 'and stand in no list, event, error or database', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const link = await server.inviteFirstAdministrator();
    const root = await enrollInConsole(server, invitationOf(link), {
      action: 'sign-up',
      loginId: 'root',
    });
    const { headers } = root;
    const user = await openEverything(server);
    const { userId } = user;
    const invited = await server.call('createAdministrator', {
      headers,
      body: { loginId: 'second', role: 'viewer' },
    });
    const key = await server.call('createManagementKey', {
      prefix,
      headers,
      body: { name: 'backend', scopes: ['users:read'] },
    });
    await server.call('listUsers', { headers: asBearer(key.key) });
    const secrets = [
      invitationOf(link),
      invitationOf(invited.url),
      key.key,
      headers['cookie']?.split('=')[1] ?? '',
      root.confirmation.browserToken ?? '',
      ...(root.confirmation.recoveryCodes ?? []),
      ...user.recoveryCodes,
      ...Object.values(user.tickets),
      user.browserToken ?? '',
      user.bySession.enrollment.key,
      user.byTicket.enrollment.key,
      user.bySession.enrollment.enrollmentId,
      ...user.sessions.flatMap((session) => [
        session?.accessToken ?? '',
        session?.refreshToken ?? '',
      ]),
    ];
    const texts = [await readEverything(server, headers, userId)];

    const deleted = await server.call('deleteTotp', {
      prefix,
      headers: { ...headers, 'idempotency-key': 'lost-phone' },
      body: { userIds: [userId] },
    });
    secrets.push(deleted.results[0]?.ticket ?? '');
    const wrong = json({ loginId: 'root', code: '123456' }, fromConsolePage);
    texts.push(await (await server.fetch('/console/api/v1/verifications', wrong)).text());
    texts.push(await readEverything(server, headers, userId));
    texts.push(await readWholeDatabase(server.databaseUrl));

    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      for (const text of texts) {
        expect(text.includes(secret), secret).toBe(false);
        // Recovery codes are shown in groups, and typed without.
        expect(text.includes(secret.replaceAll('-', '')), secret).toBe(false);
      }
    }
    expect(texts.join('')).toContain(root.administratorId);
  });
});

describe('a management key from the console', () => {
  securityRow('S37', 'does what its scopes say until it is revoked there', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { headers, administratorId } = await makeFirstAdministrator(server);
    const body = { name: 'backend', scopes: ['users:read'] };
    const { key, keyId } = await server.call('createManagementKey', { prefix, headers, body });
    const asKey = { headers: asBearer(key) };
    await server.call('listUsers', asKey);
    expect((await server.refused('listEvents', asKey)).code).toBe('forbidden');
    // In the console it is nothing, with or without the prefix of its pages.
    const inConsole = { ...asKey.headers, ...fromConsolePage };
    const refused = await server.refused('listUsers', { prefix, headers: inConsole });
    expect(refused.code).toBe('unauthenticated');
    await server.call('revokeManagementKey', { prefix, headers, path: { keyId } });
    expect((await server.refused('listUsers', asKey)).code).toBe('unauthenticated');
    const { events } = await server.call('listEvents', { prefix, headers });
    const made = events.filter(({ action }) => action.startsWith('management_key.'));
    expect(made.map(({ action }) => action)).toEqual([
      'management_key.revoked',
      'management_key.created',
    ]);
    for (const event of made) {
      expect(event).toMatchObject({ actor: 'administrator', actorId: administratorId });
    }
  });
});

describe('signing in to the console tells nobody who is an administrator', () => {
  securityRow('S14', 'unknown and wrong: one answer, one amount of work', async ({ engine }) => {
    const { server, post } = await startObserved(engine);
    const { app } = await makeFirstAdministrator(server);
    await server.signUp('a user');
    const code = app.wrongCodeAt(server.clock.read());
    const recoveryCode = '0000-1111-2222-3333-4444-5555';
    const browserToken = `browser_${'x'.repeat(43)}`;
    // The brake is looked at now and then, whoever asks: now, and not within the next attempts.
    await attempt(server, { loginId: 'nobody', code: '000000' });
    for (const secret of [{ code }, { code, browserToken }, { recoveryCode }]) {
      const [nobody, ...others] = await oneByOne(['nobody', 'root', 'a user'], (loginId) =>
        post('/console/api/v1/verifications', { loginId, ...secret }, fromConsolePage),
      );
      expect(nobody).toMatchObject({ seen: { status: 401, answer: { code: 'invalid_code' } } });
      for (const other of others) expect(other).toEqual(nobody);
    }
  });
});
