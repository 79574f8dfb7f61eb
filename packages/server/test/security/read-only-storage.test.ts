import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { securityRowOnPostgres, securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { mountSmallDisk } from '../../src/testing/small-disk.ts';
import { freshPostgresDatabase } from '../../src/testing/test-databases.ts';
import { traceSyscalls } from '../../src/testing/trace-syscalls.ts';
import {
  expectNothingAccepted,
  expectRecovery,
  expectRefusal,
  signIn,
  signUp,
  until,
} from './storage-scene.ts';

describe('a read-only database', () => {
  securityRowOnSqlite(
    'S41',
    'nothing is accepted while its file system is mounted read-only, nor is there a start',
    async () => {
      const { folder, launcher, mount } = await mountSmallDisk('8m');
      const databaseUrl = `sqlite:${join(folder, 'test.db')}`;
      const server = await startServerProcess(databaseUrl, {}, { launcher });
      const ada = await signUp(server, 'ada');

      // The kernel makes a file system with errors read-only under the writer's hands. `mount` makes none so while it
      // is written to, so the writer meets the kernel's answer first, and lets go.
      const calls = 'pwrite64,ftruncate,access,faccessat,faccessat2';
      const trace = await traceSyscalls(server.pid, [
        `trace=${calls}`,
        `inject=${calls}:error=EROFS`,
      ]);
      await until(async () => {
        await expectRefusal(await signIn(server, ada));
        return isDone(() => mount('remount,ro'));
      });
      await trace.stop();

      await expectNothingAccepted(server, ada);
      expect(server.output()).toContain('the file or its folder is read-only. Make both writable');
      await expect(startServerProcess(databaseUrl, {}, { launcher })).rejects.toThrow(
        /totp-kit cannot start: .*the file or its folder is read-only/,
      );

      mount('remount,rw');
      await expectRecovery(server, ada);
    },
  );

  securityRowOnPostgres('S41', 'nothing is accepted while it takes no writes', async () => {
    const { url, admin } = await freshPostgresDatabase();
    const server = await startServerProcess(url);
    const ada = await signUp(server, 'ada');
    await admin('ALTER DATABASE % SET default_transaction_read_only = on');
    await admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%'");
    await expectNothingAccepted(server, ada);
    await expectRefusal(await signIn(server, ada));
    expect(server.output()).toContain(
      'it takes no writes. It is a standby, or default_transaction',
    );

    await admin('ALTER DATABASE % RESET default_transaction_read_only');
    await expectRecovery(server, ada);
  });
});

/** True where it was done, undefined where it was refused. */
function isDone(act: () => void): true | undefined {
  try {
    act();
    return true;
  } catch {
    return undefined;
  }
}
