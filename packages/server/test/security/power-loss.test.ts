import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { traceSyscalls } from '../../src/testing/trace-syscalls.ts';
import {
  expectNothingAccepted,
  expectRecovery,
  names,
  signIn,
  signUp,
  signUpAll,
} from './storage-scene.ts';

describe('power loss', () => {
  securityRowOnSqlite(
    'S39',
    'each acknowledged commit or group of commits is synced first',
    async ({ count }) => {
      const server = await startServerProcess(await freshDatabase('SQLite'));
      const people = await signUpAll(server, names('ada', count({ full: 40, reduced: 8 })));
      const trace = await traceSyscalls(server.pid, ['trace=fdatasync,fsync,pwrite64']);
      const inLog = () => trace.lines().filter((line) => line.includes('-wal>'));
      const syncs = () => inLog().filter((line) => !line.includes('pwrite64')).length;
      const half = people.length / 2;

      for (const [index, person] of people.slice(0, half).entries()) {
        expect((await signIn(server, person)).status).toBe(200);
        expect(syncs()).toBeGreaterThan(index);
        expect(inLog().at(-1)).toMatch(/f(data)?sync\(.* = 0$/);
      }
      const before = syncs();
      const answers = people.slice(half).map((person) => signIn(server, person));
      expect((await Promise.race(answers)).status).toBe(200);
      expect(syncs()).toBeGreaterThan(before);
      await Promise.all(answers);
      await trace.stop();
    },
  );

  securityRowOnSqlite('S39', 'what cannot be synced is not accepted', async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'));
    const ada = await signUp(server, 'ada');
    const bob = await signUp(server, 'bob');
    const inject = 'inject=fdatasync,fsync:error=EIO';
    const trace = await traceSyscalls(server.pid, ['trace=fdatasync,fsync', inject]);
    await expectNothingAccepted(server, ada);
    await expectNothingAccepted(server, bob);
    await trace.stop();
    expect(server.output()).toContain('its disk reports errors. Look into the system log');
    await expectRecovery(server, ada);
    await expectRecovery(server, bob);
  });

  securityRowOnSqlite('S39', 'no start where commits would not be synced', async () => {
    const deaf = join(temporaryFolder(), 'deaf.mjs');
    const sqlite = import.meta.resolve('better-sqlite3');
    // A SQLite that does not take the setting, as one compiled without it would not.
    writeFileSync(
      deaf,
      `import Database from ${JSON.stringify(sqlite)};
       const { pragma } = Database.prototype;
       Database.prototype.pragma = function (source, options) {
         return /^synchronous *=/.test(source) ? undefined : pragma.call(this, source, options);
       };`,
    );
    const start = startServerProcess(await freshDatabase('SQLite'), {
      NODE_OPTIONS: `--import=${deaf}`,
    });
    await expect(start).rejects.toThrow(
      /totp-kit cannot start: .*did not take .*synchronous=FULL.* Put the database on a local disk/,
    );
  });
});
