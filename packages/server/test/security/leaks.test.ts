import { describe, expect } from 'vitest';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { findSecrets } from '../../src/testing/secret-search.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { asManagement, startTestServer } from '../../src/testing/test-server.ts';
import { readWholeDatabase } from '../../src/testing/whole-database.ts';
import { LeakScene, liveAsAdministrator, liveAsUser } from './leak-scene.ts';

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the API description and every one that the app has, so that none is forgotten. */
async function everyRoute(scene: LeakScene): Promise<readonly Route[]> {
  const { paths } = await scene.done<{ paths: Record<string, object> }>(
    '/openapi.json',
    '/openapi.json',
  );
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.length).toBeGreaterThan(40);
  const { routes } = await startTestServer();
  const served = routes.map((route) =>
    route.replace(/^ALL /, 'GET ').replaceAll('*', 'nothing-there'),
  );
  return [...new Set([...described, ...served])]
    .map((route) => route.split(' '))
    .map(([method = '', path = '']) => ({ method, path }));
}

/** Sends what is secret by every way into a route: path, query, headers, cookie and body, right and broken. */
async function sendEverywhere(scene: LeakScene, { method, path }: Route, ids: Ids): Promise<void> {
  const { secrets } = scene;
  const place = `${method} ${path}`;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const secretList = Object.values(secrets);
  const body = { ...secrets, loginId: 'ada', code: secrets['wrong code'] };
  const filled = (id: string): string => path.replace(/:\w+/g, encodeURIComponent(id));
  const query = new URLSearchParams(secretList.map((secret) => ['query', secret])).toString();
  const type = { 'content-type': 'application/json' };
  const variants: readonly (readonly [string, RequestInit])[] = [
    [filled(ids.userId), { headers: { ...asManagement, ...type }, body: '{}' }],
    [filled(ids.userId), { headers: { ...ids.administrator, ...type }, body: '{}' }],
    [
      `${filled(secrets['enrollment ID'] ?? '')}?${query}`,
      {
        headers: {
          ...type,
          ...asBearer(secrets['access token']),
          cookie: `totp-kit-access=${secrets['access token'] ?? ''}`,
        },
        body: JSON.stringify(body),
      },
    ],
    [
      `${filled(secrets['ticket to manage'] ?? '')}?x=${secrets['key'] ?? ''}`,
      {
        headers: { ...type, ...asTicket(secrets['made management key'] ?? '') },
        body: JSON.stringify(body).slice(0, -1),
      },
    ],
    [
      `${filled(secrets['key'] ?? '')}/${secrets['recovery code'] ?? ''}`,
      {
        headers: { ...type, authorization: secretList.join(' ') },
        body: JSON.stringify(secretList),
      },
    ],
  ];
  await Promise.all(
    variants.map(([target, { body: sent, ...init }]) =>
      scene.ask(place, target, { ...init, method, ...(hasBody && { body: sent }) }),
    ),
  );
}

function order({ method }: Route): number {
  return method === 'DELETE' ? 2 : method === 'GET' ? 0 : 1;
}

interface Ids {
  readonly userId: string;
  readonly administrator: Readonly<Record<string, string>>;
}

/** Takes a table away, so that whatever needs it fails inside. */
async function failInside(scene: LeakScene, table: string): Promise<void> {
  const { secrets } = scene;
  await runSql(scene.databaseUrl, `ALTER TABLE ${table} RENAME TO taken_away`);
  const bodies = [
    ['/api/v1/verifications', { loginId: 'ada', code: secrets['wrong code'] }],
    ['/api/v1/verifications', { loginId: 'ada', recoveryCode: secrets['recovery code'] }],
    ['/api/v1/session/refresh', { refreshToken: secrets['successor'] }],
    ['/api/v1/enrollments', { action: 'sign-up', loginId: 'grace' }],
    [
      `/api/v1/enrollments/${secrets['enrollment ID'] ?? ''}/confirmation`,
      { code: secrets['wrong code'] },
    ],
  ] as const;
  const statuses = new Set<number>();
  for (const [path, body] of bodies) {
    const answer = await scene.ask('a fault', path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    statuses.add(answer.status);
  }
  expect([...statuses].some((status) => status >= 500)).toBe(true);
  await runSql(scene.databaseUrl, `ALTER TABLE taken_away RENAME TO ${table}`);
}

const shownOnce = [
  'access token: a confirmation',
  'administrator’s enrollment ID: an administrator’s started enrollment',
  'administrator’s key: an administrator’s started enrollment',
  'administrator’s recovery code: an administrator’s confirmation',
  'browser token: a sign-in',
  'console session: the headers of an administrator’s confirmation',
  'enrollment ID: a started sign-up',
  'invitation: what the command prints',
  'key: a started sign-up',
  'made management key: a new management key',
  'provisioning URL: a started sign-up',
  'recovery code: a confirmation',
  'refresh token: a confirmation',
  'spent recovery code: a confirmation',
  'successor: a refreshed session',
  'ticket to manage: a new ticket',
  'ticket to sign-in: a new ticket',
];

describe('secrets are shown once', () => {
  securityRow(
    'S30',
    'and stand in nothing else that a server says or keeps',
    async ({ engine }) => {
      const scene = await LeakScene.start(await freshDatabase(engine));
      const { userId } = await liveAsUser(scene);
      const administrator = await liveAsAdministrator(scene);
      const shown = scene.sightings.splice(0);

      for (const table of ['attempt_budgets', 'users', 'enrollments', 'refresh_tokens']) {
        await failInside(scene, table);
      }
      // What reads comes before what ends sessions and users.
      const routes = await everyRoute(scene);
      for (const route of routes.toSorted((one, other) => order(one) - order(other))) {
        await sendEverywhere(scene, route, { userId, administrator });
      }
      scene.lookAtProcess();
      scene.sightings.push({
        place: 'the database',
        text: await readWholeDatabase(scene.databaseUrl),
      });
      expect(findSecrets(scene.sightings, scene.secrets)).toEqual([]);
      // Each in the one answer that is there to show it.
      expect(findSecrets(shown, scene.secrets)).toEqual(shownOnce);

      const lines = scene.server
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'));
      const logged = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      const failed = logged.filter(({ msg }) => msg === 'a request failed');
      expect(failed.length).toBeGreaterThan(3);
      expect(failed[0]).toMatchObject({
        level: 'error',
        err: { stack: expect.any(String) as string },
      });
      const patterns = new Set(logged.map(({ route }) => route));
      for (const { path } of routes.filter((route) => route.path.includes(':'))) {
        expect(patterns).toContain(path);
      }
    },
  );
});
