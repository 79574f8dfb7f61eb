import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { mountSmallDisk } from '../../src/testing/small-disk.ts';
import { expectNothingAccepted, expectRecovery, signUp } from './storage-scene.ts';

describe('a full disk', () => {
  securityRowOnSqlite('S40', 'nothing is accepted; it goes on when there is space', async () => {
    const { folder, outside, launcher } = await mountSmallDisk('3m');
    const databaseUrl = `sqlite:${join(folder, 'test.db')}`;
    const server = await startServerProcess(databaseUrl, {}, { launcher });
    const ada = await signUp(server, 'ada');
    const bob = await signUp(server, 'bob');

    const ballast = join(outside, 'ballast');
    fill(ballast);
    await expectNothingAccepted(server, ada);
    await expectNothingAccepted(server, bob);
    expect(server.output()).toContain('its disk is full. Make space there');

    rmSync(ballast);
    await expectRecovery(server, ada);
    await expectRecovery(server, bob);
    await signUp(server, 'grace');
  });
});

/** Writes into a file until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096, 1));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(file);
  }
}
