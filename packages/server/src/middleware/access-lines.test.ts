import { expect, it, onTestFinished } from 'vitest';
import { createTotpKit, type TotpKit } from '../index.ts';
import { freshDatabase } from '../testing/test-databases.ts';
import { testKeys } from '../testing/test-server.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A server in a site with a logger of its own. */
async function mountWith(level: string) {
  const said: (readonly [level: string, fields: Fields, message: string])[] = [];
  const say = (one: string) => (fields: object, message: string) => {
    said.push([one, { ...fields }, message]);
  };
  const kit: TotpKit = await createTotpKit({
    settings: {
      DATABASE_URL: await freshDatabase('SQLite'),
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth',
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_LOG_LEVEL: level,
    },
    logger: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
  });
  onTestFinished(() => kit.close());
  const ask = async (path: string, init?: RequestInit): Promise<string | null> => {
    const request = new Request(`https://shop.example${path}`, init);
    const response = await kit.fetch(request, { clientAddress: '192.0.2.7' });
    return response.headers.get('x-request-id');
  };
  return { kit, ask, said };
}

it('tells of each request its route, how it ended, how long it took and where it came from', async () => {
  const { ask, said } = await mountWith('debug');
  const requestId = await ask('/auth/api/v1/enrollments/enrollment_secret?code=123456', {
    method: 'DELETE',
  });
  expect(said).toEqual([
    [
      'debug',
      {
        requestId,
        method: 'DELETE',
        route: '/auth/api/v1/enrollments/:enrollmentId',
        status: 204,
        ms: expect.any(Number) as number,
        clientAddress: '192.0.2.7',
      },
      'a request',
    ],
  ]);
});

it.each([
  ['/auth/nothing/here.txt', '/auth/nothing/here.txt'],
  ['/auth/nothing/JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '/auth/nothing/…'],
  ['/auth/nothing/123456/x', '/auth/nothing/…/x'],
  ['/auth/a%0Ab/x', '/auth/…/x'],
])('shows of %s, where nothing is, only plain words', async (path, route) => {
  const { ask, said } = await mountWith('debug');
  await ask(path);
  expect(said[0]?.[1]).toMatchObject({ route, status: 404 });
});

it('says nothing of requests at info, and is not even on their way', async () => {
  const { kit, ask, said } = await mountWith('info');
  await ask('/auth/healthz');
  expect(said).toEqual([]);
  const { kit: talkative } = await mountWith('debug');
  expect(talkative.app.routes).toHaveLength(kit.app.routes.length + 1);
});
