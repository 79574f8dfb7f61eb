import { describe, expect } from 'vitest';
import { outcomeOf, json } from '../../src/testing/attempts.ts';
import {
  enrollInConsole,
  fromConsolePage,
  invitationOf,
  makeAdministrator,
  makeFirstAdministrator,
  signInToConsole,
  stepUpInConsole,
  type ConsoleHeaders,
} from '../../src/testing/console.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

/** A POST whose body stays away until the test lets it come. */
function startSlowly(
  server: TestServer,
  path: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: object },
) {
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<undefined>();
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const { promise: isWaiting, resolve: noteWaiting } = Promise.withResolvers<undefined>();
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      noteWaiting(undefined);
      await isLetGo;
      controller.enqueue(bytes);
      controller.close();
    },
  };
  // Nothing is pulled before the server reads, which it does once it has let the request in.
  const stream = new ReadableStream(source, { highWaterMark: 0 });
  const answer = server.fetch(path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: stream,
    duplex: 'half',
  } as RequestInit);
  return {
    isWaiting,
    finish: async (): Promise<string> => {
      letGo(undefined);
      return outcomeOf(await answer);
    },
  };
}

const writes = {
  '/console/api/v1/administrators': { loginId: 'accomplice', role: 'administrator' },
  '/console/api/v1/manage/keys': { name: 'back door', scopes: ['users:read'] },
  '/console/api/v1/manage/users': { loginId: 'accomplice' },
} as const;

async function startWrites(server: TestServer, headers: ConsoleHeaders) {
  const slow = Object.entries(writes).map(([path, body]) =>
    startSlowly(server, path, { headers, body }),
  );
  await Promise.all(slow.map(({ isWaiting }) => isWaiting));
  return slow;
}

describe('what permits a change must hold when it is made', () => {
  const endings = {
    removed: {
      expected: 'unauthenticated',
      end: (server, { headers }, path) => server.call('removeAdministrator', { headers, path }),
    },
    reset: {
      expected: 'unauthenticated',
      end: (server, { headers }, path) => server.call('resetAdministrator', { headers, path }),
    },
    demoted: {
      expected: 'unauthenticated',
      end: (server, { headers }, path) =>
        server.call('updateAdministrator', { headers, path, body: { role: 'viewer' } }),
    },
  } satisfies Record<
    string,
    {
      expected: string;
      end: (
        server: TestServer,
        by: { readonly headers: ConsoleHeaders },
        path: { readonly administratorId: string },
      ) => Promise<unknown>;
    }
  >;

  for (const [name, { expected, end }] of Object.entries(endings)) {
    securityRow('S62', `who was ${name} meanwhile does nothing more`, async ({ engine }) => {
      const server = await startTestServer({ engine });
      const root = await makeFirstAdministrator(server);
      const rogue = await makeAdministrator(server, root, {
        loginId: 'rogue',
        role: 'administrator',
      });
      const slow = await startWrites(server, rogue.headers);
      await end(server, root, { administratorId: rogue.administratorId });
      for (const { finish } of slow) expect(await finish()).toBe(expected);
      const { headers } = root;
      const { administrators } = await server.call('listAdministrators', { headers });
      expect(administrators.map(({ loginId }) => loginId)).not.toContain('accomplice');
      const { keys } = await server.call('listManagementKeys', { prefix: '/console', headers });
      expect(keys).toEqual([]);
    });
  }

  securityRow('S62', 'who signed out everywhere meanwhile, or is stale, neither', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const root = await makeFirstAdministrator(server);
    const other = await signInToConsole(server, root);
    const slow = await startWrites(server, other);
    server.clock.advance({ seconds: 5 * 60 });
    expect(await slow[0]?.finish()).toBe('session_not_fresh');
    await server.call('signOutOfConsole', { headers: root.headers, query: { everywhere: 'true' } });
    expect(await slow[1]?.finish()).toBe('unauthenticated');
  });

  securityRow('S62', 'two who demote or reset each other at once: one is left', async (row) => {
    for (let round = 0; round < row.count({ full: 20, reduced: 4 }); round += 1) {
      const server = await startTestServer({ engine: row.engine });
      const ada = await makeFirstAdministrator(server, 'ada');
      const eve = await makeAdministrator(server, ada, { loginId: 'eve', role: 'administrator' });
      const reset = (by: typeof ada, whom: typeof ada) =>
        server.fetch(`/console/api/v1/administrators/${whom.administratorId}/invitations`, {
          method: 'POST',
          headers: by.headers,
        });
      const demote = (by: typeof ada, whom: typeof ada) =>
        server.fetch(`/console/api/v1/administrators/${whom.administratorId}`, {
          ...json({ role: 'viewer' }, by.headers),
          method: 'PATCH',
        });
      const [first, second] = round % 2 === 0 ? [reset, reset] : [reset, demote];
      const outcomes = await Promise.all([
        first(ada, eve).then(outcomeOf),
        second(eve, ada).then(outcomeOf),
      ]);
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    }
  });

  securityRow('S37', 'a key that was revoked meanwhile does nothing more', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { key, keyId } = await server.call('createManagementKey', {
      headers: asManagement,
      body: { name: 'backend', scopes: ['users:write'] },
    });
    const slow = startSlowly(server, '/api/v1/manage/users', {
      headers: asBearer(key),
      body: { loginId: 'made too late' },
    });
    await slow.isWaiting;
    await server.call('revokeManagementKey', { headers: asManagement, path: { keyId } });
    expect(await slow.finish()).toBe('unauthenticated');
    const { users } = await server.call('listUsers', { headers: asManagement });
    expect(users).toEqual([]);
  });
});

describe('support', () => {
  securityRow('S62', 'gives a guesser no more guesses than there are', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const root = await makeFirstAdministrator(server);
    const support = await makeAdministrator(server, root, { loginId: 'help', role: 'support' });
    const { app, confirmation } = await server.signUp('ada');
    const path = { userId: confirmation.user.userId };
    const end = (by: ConsoleHeaders) =>
      server.fetch(`/console/api/v1/manage/users/${path.userId}/waiting`, {
        method: 'DELETE',
        headers: by,
      });
    let compared = 0;
    for (let attempt = 0; attempt < 90; attempt += 1) {
      const code = app.wrongCodeAt(server.clock.read());
      const body = json({ loginId: 'ada', code });
      const outcome = await outcomeOf(await server.fetch('/api/v1/verifications', body));
      if (outcome === 'invalid_code') compared += 1;
      else await end(support.headers);
    }
    expect(compared).toBe(50);
    const refused = await end(support.headers);
    expect(await outcomeOf(refused)).toBe('conflict');
    expect((await end(root.headers)).status).toBe(204);
    server.clock.advance({ seconds: 5 * 60 });
    expect(await outcomeOf(await end(support.headers))).toBe('session_not_fresh');
  });
});

describe('the first administrator’s link', () => {
  securityRow('S62', 'made many times at once leaves one, and one administrator', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const links = await Promise.all(
      Array.from({ length: 6 }, () => server.inviteFirstAdministrator()),
    );
    const outcomes = await Promise.all(
      links.map(async (link, index) => {
        const body = { action: 'sign-up', loginId: `root ${index}` };
        const headers = { ...fromConsolePage, ...asTicket(invitationOf(link)) };
        return outcomeOf(await server.fetch('/console/api/v1/enrollments', json(body, headers)));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    const live = links[outcomes.indexOf('accepted')];
    const body = { action: 'sign-up', loginId: 'root' };
    const root = await enrollInConsole(server, invitationOf(live), body);
    const { administrators } = await server.call('listAdministrators', { headers: root.headers });
    expect(administrators).toHaveLength(1);
  });

  securityRow('S56', 'is never made in production', async ({ engine }) => {
    const server = await startTestServer({
      engine,
      environment: {
        NODE_ENV: 'production',
        TOTP_KIT_PUBLIC_URL: 'https://auth.example.com',
      },
    });
    expect(await server.inviteFirstAdministrator()).toBeUndefined();
  });
});

describe('a stopped administrator', () => {
  securityRow('S62', 'signs in again after a reset', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const root = await makeFirstAdministrator(server);
    const other = await makeAdministrator(server, root, { loginId: 'eve', role: 'viewer' });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const code = other.app.wrongCodeAt(server.clock.read());
      const body = json({ loginId: 'eve', code }, fromConsolePage);
      await server.fetch('/console/api/v1/verifications', body);
      server.clock.advance({ seconds: 3600 });
    }
    const headers = await signInToConsole(server, root);
    const path = { administratorId: other.administratorId };
    const { url } = await server.call('resetAdministrator', { headers, path });
    const again = await enrollInConsole(server, invitationOf(url));
    await signInToConsole(server, again);
  });
});

describe('the configuration', () => {
  securityRow('S30', 'shows no password, however the database is named', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const root = await makeFirstAdministrator(server);
    await stepUpInConsole(server, root);
    const { settings } = await server.call('getConfiguration', { headers: root.headers });
    const url = settings.find(({ name }) => name === 'DATABASE_URL');
    expect(url?.value).not.toMatch(/:[^/@]+@|password|options/);
  });
});
