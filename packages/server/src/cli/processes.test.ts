import { existsSync, writeFileSync } from 'node:fs';
import { managementKeys, userPage } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { startCommandStage } from '../testing/command-stage.ts';
import { runCommand } from '../testing/command-process.ts';
import { engines, freshDatabase } from '../testing/test-databases.ts';

// The other tests of commands run them in their own process; these show that it makes no difference.

const timeout = 60_000;

describe('totp-kit as a process', { timeout }, () => {
  it('prints the same as within one, on either output, and ends with the same code', async () => {
    const stage = await startCommandStage('SQLite');
    await stage.server.signUp('ada');
    const cases = [
      [['users', 'list', '--json'], 0],
      [['management-key', 'create'], 2],
      [['users', 'show', 'nobody'], 3],
      [['users', 'delete-totp', '--file', '-'], 4],
    ] as const;
    const [list] = await Promise.all(
      cases.map(async ([words, exitCode]) => {
        const extra = { input: 'ada\n' };
        const alone = await stage.runProcess(words, extra);
        const here = await stage.run(words, extra);
        const timeless = (text: string): string => text.replace(/"asOf": "[^"]+"/, '');
        expect({ ...alone, out: timeless(alone.out) }).toEqual({
          ...here,
          out: timeless(here.out),
        });
        expect(alone.exitCode).toBe(exitCode);
        return alone;
      }),
    );
    expect(userPage.parse(JSON.parse(list?.out ?? '')).users).toMatchObject([{ loginId: 'ada' }]);
  });
});

describe('totp-kit as a process', { timeout }, () => {
  it('ends with 1 on a damaged file, and with 4 where the schema is to be changed', async () => {
    const damagedUrl = await freshDatabase('SQLite');
    writeFileSync(damagedUrl.slice('sqlite:'.length), 'this is not what a database begins with');
    const emptyUrl = await freshDatabase('SQLite');
    const [damaged, pending] = await Promise.all([
      runCommand(['users', 'list'], { databaseUrl: damagedUrl }),
      runCommand(['migrate', '--check'], { databaseUrl: emptyUrl }),
    ]);
    expect(damaged).toMatchObject({ exitCode: 1, out: '' });
    expect(damaged.err).toMatch(/its beginning is damaged|it is damaged/);
    expect(pending).toMatchObject({ exitCode: 4 });
    expect(existsSync(emptyUrl.slice('sqlite:'.length))).toBe(false);
  });
});

describe.each(engines)('totp-kit as a process on %s', { timeout }, (engine) => {
  it('does what it says, and ends', async () => {
    const stage = await startCommandStage(engine);
    await stage.server.signUp('ada');
    const databaseUrl = await freshDatabase(engine);
    const [link, key, deletion, migration] = await Promise.all([
      stage.runProcess(['admin', 'add', 'root', '--link']),
      stage.runProcess(['management-key', 'create', '--name', 'shop', '--scope', 'verify']),
      stage.runProcess(['users', 'delete-totp', '--file', '-', '--yes'], { input: 'ada\n' }),
      runCommand(['migrate'], { databaseUrl }),
    ]);
    expect([link, key, deletion, migration].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(link.out).toMatch(/^http:\S+#invitation=invitation_\S+\n$/);
    expect(key.out).toMatch(/^totpkit_\S+\n$/);
    expect(deletion.out).toMatch(/^ada +http:\S+#ticket=\S+/);
    expect(migration.out).toContain('went from schema version 0 to ');
    const { keys } = managementKeys.parse(await stage.runJson(['management-key', 'list']));
    expect(keys).toMatchObject([{ name: 'shop' }]);
  });
});
