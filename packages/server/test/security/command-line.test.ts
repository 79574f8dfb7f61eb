import { describe, expect } from 'vitest';
import { startCommandStage, type CommandStage } from '../../src/testing/command-stage.ts';
import { openEverything } from '../../src/testing/open-access.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { readWholeDatabase } from '../../src/testing/whole-database.ts';

/** What a command printed for somebody to keep, which is to stand nowhere else. */
interface ShownOnce {
  readonly secret: string;
  /** What went to the standard error beside it: logs hold that. */
  readonly logged: string;
}

async function makeLink(stage: CommandStage, words: readonly string[]): Promise<ShownOnce> {
  const { exitCode, out, err } = await stage.run(words);
  expect(exitCode).toBe(0);
  const [, secret = ''] = /#\w+=(\S+)/.exec(out) ?? [];
  return { secret, logged: err };
}

async function makeManagementKey(stage: CommandStage): Promise<ShownOnce> {
  const words = ['management-key', 'create', '--name', 'shop', '--scope', 'users:read'];
  const { out, err } = await stage.run(words);
  return { secret: out.trim(), logged: err };
}

/** An administrator who enrolls on a terminal: the key, the code and the recovery codes that it showed. */
async function enrollAtTerminal(stage: CommandStage): Promise<readonly string[]> {
  let key = '';
  let code = '';
  const { exitCode, terminal } = await stage.runAtTerminal(['admin', 'add', 'root'], {
    answer: (_, said) => {
      const [, grouped = ''] = /Key +([A-Z2-7 ]+)\n/.exec(said) ?? [];
      key = grouped.replaceAll(' ', '');
      code = new AuthenticatorApp(`otpauth://totp/x?secret=${key}`).codeAt(Date.now());
      return code;
    },
  });
  expect(exitCode).toBe(0);
  const recoveryCodes = terminal.printed().match(/[0-9A-Z-]{24,}/g) ?? [];
  expect(recoveryCodes).toHaveLength(8);
  expect(terminal.said()).not.toContain(code);
  for (const recoveryCode of recoveryCodes) expect(terminal.said()).not.toContain(recoveryCode);
  return [key, ...recoveryCodes];
}

/** Everything that commands print about what there is, on both outputs, and what they say of mistakes. */
async function readEverything(stage: CommandStage, userId: string): Promise<string> {
  const runs = await Promise.all(
    [
      ['users', 'list', '--all'],
      ['users', 'list', '--json'],
      ['users', 'show', userId],
      ['users', 'show', userId, '--json'],
      ['users', 'show', 'nobody'],
      ['users', 'disable', userId, '--json'],
      ['users', 'enable', userId],
      ['admin', 'list'],
      ['admin', 'list', '--json'],
      ['management-key', 'list'],
      ['management-key', 'list', '--json'],
      ['migrate'],
    ].map((words) => stage.run(words)),
  );
  return runs.map(({ out, err }) => `${out}\n${err}`).join('\n');
}

describe('what the command line shows once', () => {
  securityRow('S30', 'stands in no list, log, error or database', async ({ engine }) => {
    const stage = await startCommandStage(engine);
    const user = await openEverything(stage.server);
    const { userId } = user;
    const shown = [
      await makeLink(stage, ['admin', 'add', 'invited', '--link']),
      await makeManagementKey(stage),
    ];
    const secrets = [
      ...(await enrollAtTerminal(stage)),
      ...user.recoveryCodes,
      ...Object.values(user.tickets),
      user.browserToken ?? '',
      user.bySession.enrollment.key,
      user.byTicket.enrollment.key,
      ...user.sessions.flatMap((session) => [
        session?.accessToken ?? '',
        session?.refreshToken ?? '',
      ]),
    ];
    const before = await readEverything(stage, userId);
    shown.push(await makeLink(stage, ['users', 'delete-totp', userId, '--yes']));
    const after = await stage.run(['users', 'show', userId, '--json']);
    const texts = [
      before,
      after.out + after.err,
      await readWholeDatabase(stage.server.databaseUrl),
      ...shown.map(({ logged }) => logged),
    ];
    for (const secret of [...secrets, ...shown.map((one) => one.secret)]) {
      expect(secret.length).toBeGreaterThan(20);
      for (const text of texts) {
        expect(text.includes(secret), secret).toBe(false);
        expect(text.includes(secret.replaceAll('-', '')), secret).toBe(false);
      }
    }
    expect(before).toContain(userId);
  });
});
