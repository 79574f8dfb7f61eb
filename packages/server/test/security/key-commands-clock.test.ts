import { writeFileSync } from 'node:fs';
import { describe, expect, vi } from 'vitest';
import { formatKeyList } from '../../src/keyring/key-list.ts';
import type { CommandResult } from '../../src/testing/command-process.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { hastenBeats, keyOf, sealedColumns, setKeyStage, until } from './key-stage.ts';

const [k1, k2] = [keyOf('k1', 7), keyOf('k2', 9)];
const offsets = [-40_000, 40_000];

/** What a command does on a machine whose clock is off; the database has the true time. */
async function onMachine(
  offsetMs: number,
  run: () => Promise<CommandResult>,
): Promise<CommandResult> {
  const trueNow = Date.now;
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => trueNow() + offsetMs);
  try {
    return await run();
  } finally {
    spy.mockRestore();
  }
}

/** Presses Ctrl-C as soon as somebody listens for it. */
async function interrupt(command: Promise<CommandResult>): Promise<CommandResult> {
  const listeners = process.listenerCount('SIGINT');
  const isHeard = until(() => process.listenerCount('SIGINT') > listeners).then(() => 'heard');
  if ((await Promise.race([command, isHeard])) === 'heard') process.emit('SIGINT');
  return command;
}

describe('a command about keys on a machine whose clock is 40 seconds off', () => {
  securityRow('S52', 'sees each server that runs, and no other', async ({ engine }) => {
    const stage = await setKeyStage(engine, [k1, k2]);
    const { databaseUrl, keyFile } = stage;
    // It has one key, and reads no file.
    const keys = { TOTP_KIT_KEYS: formatKeyList([k1]), TOTP_KIT_KEYS_FILE: undefined };
    const server = await stage.serveHere(keys);
    await runSql(
      databaseUrl,
      `INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at)
       VALUES ('ended', '1', 'k1', '["k1"]', 0, 0, ${Date.now() - 50_000})`,
    );
    for (const offset of offsets) {
      const rotation = await onMachine(offset, () => interrupt(stage.run('keys rotate')));
      expect(rotation.err).toMatch(/"k2" is not known to the server server_[\w-]+, which/);
      expect(await stage.countSealed('server_secrets', 'k2')).toBe(0);
    }
    for (const [table, column] of Object.entries(sealedColumns)) {
      await runSql(databaseUrl, `DELETE FROM ${table} WHERE ${column} LIKE 'v1.k1.%'`);
    }
    writeFileSync(keyFile, formatKeyList([k2, k1]));
    for (const offset of offsets) {
      const drop = await onMachine(offset, () => stage.run('keys drop k1 --yes'));
      expect(drop.err).toMatch(/"k1" seals on the server server_[\w-]+\. /);
    }
    await server.stop();
    const drop = await onMachine(40_000, () => stage.run('keys drop k1 --yes'));
    expect(drop.exitCode, drop.err).toBe(0);
  });

  securityRow('S52', 'ends a signing key at once', async ({ engine }) => {
    hastenBeats();
    const stage = await setKeyStage(engine);
    const server = await stage.serveHere();
    const listKids = async (): Promise<readonly string[]> => {
      const response = await server.fetch('/.well-known/jwks.json');
      const { keys } = (await response.json()) as { keys: readonly { kid: string }[] };
      return keys.map(({ kid }) => kid);
    };
    for (const offset of offsets) {
      const before = await listKids();
      const words = 'keys rotate --signing --at-once --yes';
      const { exitCode, err } = await onMachine(offset, () => stage.run(words));
      expect(exitCode, err).toBe(0);
      const published = await runSql(
        stage.databaseUrl,
        `SELECT kid FROM signing_keys WHERE published_until IS NULL OR published_until > ${Date.now()}`,
      );
      const kids = (published as { kid: string }[]).map(({ kid }) => kid);
      expect(kids).toHaveLength(1);
      expect(kids).not.toEqual(before);
      await until(async () => (await listKids()).join() === kids.join());
    }
  });
});
