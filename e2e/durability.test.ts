import { expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { readCode } from './harness/authenticator.ts';
import { makeDataFolder, startServer } from './harness/server.ts';

test.each(['stop', 'kill'] as const)(
  'after a %s a used code stays used and an acknowledged sign-up signs in',
  async (end) => {
    await using folder = await makeDataFolder();
    await using server = await startServer({ folder: folder.path });
    const key = await new Api(server.url).signUp('ada@example.com');
    const usedCode = await readCode(key);
    const nextCode = await readCode(key, { stepsAhead: 1 });
    await server[end]();

    await using restarted = await startServer({ folder: folder.path });
    const api = new Api(restarted.url);
    const again = await api.verify('ada@example.com', usedCode);
    expect(again).toMatchObject({ status: 401, body: { code: 'invalid_code' } });
    const next = await api.verify('ada@example.com', nextCode);
    expect(next).toMatchObject({ status: 200, body: { user: { loginId: 'ada@example.com' } } });
  },
);

test('of 200 parallel requests with one right code exactly one succeeds', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  const api = new Api(server.url);
  const key = await api.signUp('ada@example.com');
  const code = await readCode(key, { stepsAhead: 1 });

  const answers = await Promise.all(
    Array.from({ length: 200 }, () => api.verify('ada@example.com', code)),
  );

  const succeeded = answers.filter(({ status }) => status === 200);
  expect(succeeded).toHaveLength(1);
  expect(succeeded[0]?.body.session?.accessToken).toBeTypeOf('string');
  const refused = answers.filter(({ status }) => status !== 200);
  for (const { body } of refused)
    expect(['invalid_code', 'too_many_attempts']).toContain(body.code);
});
