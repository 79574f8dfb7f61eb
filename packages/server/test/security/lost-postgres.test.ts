import { describe, expect, onTestFinished } from 'vitest';
import { startPostgres } from '../../src/testing/postgres-server.ts';
import { securityRowOnPostgres } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import {
  expectNothingAccepted,
  expectNotReady,
  expectRecovery,
  expectRefusal,
  signIn,
  signUp,
} from './storage-scene.ts';

describe('a PostgreSQL that is not there', () => {
  securityRowOnPostgres(
    'S42',
    'one that hangs or was killed: an answer in time, nothing accepted, and it goes on by itself',
    async () => {
      const postgres = await startPostgres();
      onTestFinished(() => postgres.stop());
      const server = await startServerProcess(postgres.url);
      const ada = await signUp(server, 'ada');
      const bob = await signUp(server, 'bob');

      postgres.pause();
      const startedAt = performance.now();
      await expectRefusal(await signIn(server, ada));
      expect(performance.now() - startedAt).toBeLessThan(5000);
      await expectNotReady(server);
      expect(server.output()).toContain('it took too long to answer. See whether it hangs');
      postgres.resume();
      await expectRecovery(server, ada);

      await postgres.kill();
      await expectNothingAccepted(server, bob);
      expect(server.output()).toContain('it does not answer. See that it runs');
      await expect(startServerProcess(postgres.url)).rejects.toThrow(
        /totp-kit cannot start: .*it does not answer. See that it runs/,
      );
      await postgres.restart();
      await expectRecovery(server, bob);
    },
  );
});
