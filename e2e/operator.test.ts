import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findFreePort, makeDataFolder, runServerToItsEnd, startServer } from './harness/server.ts';

test('stops gracefully on SIGTERM', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  expect(await server.stop()).toBe(0);
});

test('says where everything is', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  expect(server.output()).toContain(`listening on ${server.url}`);
  for (const place of ['/healthz', '/readyz', '/openapi.json', '/totp-kit.js', '/']) {
    const response = await fetch(server.url + place);
    expect(response.status, place).toBe(200);
    await response.arrayBuffer();
  }
});

test('keeps the database and the keys from other users of the machine', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: path.join(folder.path, 'data') });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  for (const name of await readdir(path.join(folder.path, 'data'))) {
    const { mode } = await stat(path.join(folder.path, 'data', name));
    expect((mode & 0o777).toString(8), name).toBe('600');
  }
});

test('a port in use ends the start with its number and what to do', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  const port = Number(new URL(server.url).port);
  await using other = await makeDataFolder();
  const second = await runServerToItsEnd({ folder: other.path, port });
  expect(second.exitCode).toBe(1);
  expect(second.output).toContain(String(port));
  expect(second.output).toMatch(/in use/i);
  expect(second.output).not.toMatch(/^\s+at /m);
});

test('a data folder that cannot be made ends the start with its path', async () => {
  await using folder = await makeDataFolder();
  const file = path.join(folder.path, 'a-file');
  await writeFile(file, '');
  const { exitCode, output } = await runServerToItsEnd({
    folder: path.join(file, 'data'),
    port: await findFreePort(),
  });
  expect(exitCode).toBe(1);
  expect(output).toContain(path.join(file, 'data'));
  expect(output).not.toMatch(/^\s+at /m);
});

test('a data folder that cannot be written ends the start with its path', async () => {
  // Root may write wherever the file system lets anybody: /proc lets nobody.
  const isRoot = process.getuid?.() === 0;
  await using folder = await makeDataFolder();
  await chmod(folder.path, 0o500);
  const readOnly = isRoot ? '/proc/self' : folder.path;
  const { exitCode, output } = await runServerToItsEnd({
    folder: readOnly,
    port: await findFreePort(),
  });
  expect(exitCode).toBe(1);
  expect(output).toContain(readOnly);
  expect(output).not.toMatch(/^\s+at /m);
});

test('a database that is no database ends the start and is left as it was', async () => {
  await using folder = await makeDataFolder();
  const file = path.join(folder.path, 'totp-kit.db');
  await writeFile(file, 'this is a shopping list, not a database');
  const { exitCode, output } = await runServerToItsEnd({
    folder: folder.path,
    port: await findFreePort(),
  });
  expect(exitCode).toBe(1);
  expect(output).toContain(file);
  expect(output).not.toMatch(/^\s+at /m);
});

test('every fault of the environment is named at once', async () => {
  await using folder = await makeDataFolder();
  const { exitCode, output } = await runServerToItsEnd({
    folder: folder.path,
    env: {
      PORT: 'eighty',
      TOTP_KIT_PUBLIC_URL: 'not a url',
      TOTP_KIT_ORIGINS: 'https://app.example.com/path',
      TOTP_KIT_WINDOW: '7',
      TOTP_KIT_MANAGEMENT_KEY: 'short',
    },
  });
  expect(exitCode).toBe(1);
  for (const name of ['PORT', 'PUBLIC_URL', 'ORIGINS', 'WINDOW', 'MANAGEMENT_KEY']) {
    expect(output).toContain(name);
  }
  expect(output).not.toMatch(/^\s+at /m);
});

test('production refuses to make its own keys', async () => {
  await using folder = await makeDataFolder();
  const { exitCode, output } = await runServerToItsEnd({
    folder: folder.path,
    port: await findFreePort(),
    env: { NODE_ENV: 'production' },
  });
  expect(exitCode).toBe(1);
  expect(output).toContain('TOTP_KIT_KEYS');
});

test('a mistyped setting is a warning', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({
    folder: folder.path,
    env: { TOTP_KIT_ISUER: 'Windowsill' },
  });
  expect(server.output()).toContain('TOTP_KIT_ISUER');
});
