import { administrators, invitation } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { AuthenticatorApp } from '../../testing/authenticator-app.ts';
import { startCommandStage, type CommandStage } from '../../testing/command-stage.ts';
import { runSql } from '../../testing/run-sql.ts';
import { scanTerminal } from '../../testing/terminal-picture.ts';
import { engines } from '../../testing/test-databases.ts';

const link = /^http:\/\/localhost:8787\/console\/join#invitation=invitation_\S+\n$/;

/** Adds an administrator on a terminal, by the app that scans its screen. */
async function enroll(stage: CommandStage, words: readonly string[]) {
  let screen = '';
  const { exitCode, terminal } = await stage.runAtTerminal(words, {
    answer: (_, said) => {
      screen = said;
      return appOf(said).codeAt(Date.now());
    },
  });
  return { exitCode, terminal, app: appOf(screen), screen };
}

/** The app of somebody who typed the key that stands on the screen. */
function appOf(screen: string): AuthenticatorApp {
  const [, key = ''] = /Key +([A-Z2-7 ]+)\n/.exec(screen) ?? [];
  return new AuthenticatorApp(`otpauth://totp/x?secret=${key.replaceAll(' ', '')}`);
}

async function listAll(stage: CommandStage) {
  return administrators.parse(await stage.runJson(['admin', 'list'])).administrators;
}

describe.each(engines)('totp-kit admin on %s', { timeout: 60_000 }, (engine) => {
  it('adds an administrator on a terminal, by QR code and first code', async () => {
    const stage = await startCommandStage(engine);
    const { exitCode, terminal, screen } = await enroll(stage, ['admin', 'add', 'Ada@Example.com']);
    expect(exitCode).toBe(0);
    const url = new URL(await scanTerminal(screen, { ink: 'light' }));
    expect(url.searchParams.get('issuer')).toBe('totp-kit console');
    expect(decodeURIComponent(url.pathname)).toContain('Ada@Example.com');
    expect(terminal.printed().match(/^ {2}[0-9A-Z -]{24,}$/gm)).toHaveLength(8);
    expect(terminal.said()).toContain('"Ada@Example.com" can sign in to the console now.');
    expect(await listAll(stage)).toMatchObject([
      { loginId: 'Ada@Example.com', role: 'administrator', hasAuthenticator: true, isYou: false },
    ]);
    const events = await runSql(
      stage.server.databaseUrl,
      'SELECT action, actor, actor_id FROM events ORDER BY sequence',
    );
    expect(events).toContainEqual(expect.objectContaining({ action: 'administrator.enrolled' }));
    for (const event of events) {
      expect(event).toMatchObject({ actor: 'system', actor_id: 'command line' });
    }
  });

  it('prints a link where there is no terminal, or where one is asked for', async () => {
    const stage = await startCommandStage(engine);
    const piped = await stage.run(['admin', 'add', 'ada', '--role', 'support']);
    expect(piped.exitCode).toBe(0);
    expect(piped.out).toMatch(link);
    expect(piped.err).toContain('"ada" (support) enrolls by this link, good once, until ');
    const asked = await stage.runAtTerminal(['admin', 'add', 'bea', '--link'], {
      answer: () => undefined,
    });
    expect(asked.exitCode).toBe(0);
    expect(asked.terminal.printed()).toMatch(link);
    const made = await stage.runJson(['admin', 'add', 'cyd', '--role', 'viewer']);
    expect(invitation.parse(made).administrator).toMatchObject({ loginId: 'cyd', role: 'viewer' });

    const { out } = await stage.run(['admin', 'list']);
    expect(out).toMatch(/^ada +support +invited until /m);
    expect(out).not.toContain('invitation_');
  });

  it('refuses a login ID that another administrator has, in any spelling, with 4', async () => {
    const stage = await startCommandStage(engine);
    await stage.server.signUp('ada');
    expect((await stage.run(['admin', 'add', 'ada'])).exitCode).toBe(0);
    const taken = await stage.run(['admin', 'add', 'ADA']);
    expect(taken).toMatchObject({ exitCode: 4, out: '' });
    expect(taken.err).toContain('There is an administrator of that login ID.');
    expect((await stage.run(['admin', 'add', ' '])).exitCode).toBe(2);
  });

  it('removes administrators, the last one only by force', async () => {
    const stage = await startCommandStage(engine);
    await enroll(stage, ['admin', 'add', 'ada']);
    await enroll(stage, ['admin', 'add', 'bea']);
    const unasked = await stage.run(['admin', 'remove', 'bea']);
    expect(unasked.exitCode).toBe(4);
    expect(unasked.err).toContain('needs --yes');
    const declined = await stage.runAtTerminal(['admin', 'remove', 'bea'], { answer: () => 'no' });
    expect(declined.exitCode).toBe(4);
    const removed = await stage.runAtTerminal(['admin', 'remove', 'BEA'], { answer: () => 'yes' });
    expect(removed.exitCode).toBe(0);

    const [ada] = await listAll(stage);
    const last = await stage.run(['admin', 'remove', 'ada', '--yes']);
    expect(last.exitCode).toBe(4);
    expect(last.err).toContain('This is the last administrator who can sign in.');
    const forced = await stage.run(['admin', 'remove', 'ada', '--yes', '--force', '--json']);
    expect(forced.exitCode).toBe(0);
    expect(JSON.parse(forced.out)).toEqual({ administratorId: ada?.administratorId });
    expect(await listAll(stage)).toEqual([]);
    expect((await stage.run(['admin', 'list'])).err).toContain('There is no administrator.');
    expect((await stage.run(['admin', 'remove', 'ada', '--yes'])).exitCode).toBe(3);
  });

  it('resets an administrator: the old authenticator is over, a link or a QR code makes a new one', async () => {
    const stage = await startCommandStage(engine);
    await enroll(stage, ['admin', 'add', 'ada']);
    const piped = await stage.run(['admin', 'reset', 'ada']);
    expect(piped.exitCode).toBe(0);
    expect(piped.out).toMatch(link);
    expect(await listAll(stage)).toMatchObject([{ loginId: 'ada', hasAuthenticator: false }]);
    expect((await enroll(stage, ['admin', 'reset', 'ada'])).exitCode).toBe(0);
    expect(await listAll(stage)).toMatchObject([{ loginId: 'ada', hasAuthenticator: true }]);
    expect((await stage.run(['admin', 'reset', 'bea'])).exitCode).toBe(3);
  });

  it('explains wrong codes up to the limit, and what to do then', async () => {
    const stage = await startCommandStage(engine);
    const answers = ['12', 'abcdef', '', undefined];
    const stopped = await stage.runAtTerminal(['admin', 'add', 'ada'], {
      answer: () => answers.shift(),
    });
    expect(stopped.exitCode).toBe(4);
    expect(stopped.terminal.said().match(/A code is 6 digits\./g)).toHaveLength(3);

    let questions = 0;
    const wrong = await stage.runAtTerminal(['admin', 'reset', 'ada'], {
      answer: (_, said) => {
        questions += 1;
        return appOf(said).wrongCodeAt(Date.now());
      },
    });
    expect(wrong.exitCode).toBe(4);
    expect(questions).toBe(5);
    expect(wrong.terminal.printed()).toBe('');
    expect(wrong.terminal.said()).toContain('(4 tries left)');
    expect(wrong.terminal.said()).toContain('That code is wrong, too: 5 wrong codes end');
    expect(wrong.terminal.said()).toMatch(/"totp-kit admin reset admin_[\w-]{22}" starts again\./);
    expect(await listAll(stage)).toMatchObject([{ hasAuthenticator: false }]);
  });

  it('says that the clock of the phone is off', async () => {
    const stage = await startCommandStage(engine);
    let isRight = false;
    const { exitCode, terminal } = await stage.runAtTerminal(['admin', 'add', 'ada'], {
      answer: (_, said) => {
        const code = appOf(said).codeAt(Date.now() + (isRight ? 0 : 180_000));
        isRight = true;
        return `${code.slice(0, 3)} ${code.slice(3)}`;
      },
    });
    expect(exitCode).toBe(0);
    expect(terminal.said()).toContain('the clock of the phone seems to be about 3 min ahead');
  });
});

describe('totp-kit admin add', { timeout: 60_000 }, () => {
  it('shows the key alone where the screen is too narrow for the QR code', async () => {
    const stage = await startCommandStage('SQLite');
    const { exitCode, terminal } = await stage.runAtTerminal(['admin', 'add', 'ada'], {
      columns: 30,
      answer: (_, said) => appOf(said).codeAt(Date.now()),
    });
    expect(exitCode).toBe(0);
    expect(terminal.said()).toContain('This terminal has 30 columns, too few for the QR code.');
    expect(terminal.said()).not.toContain('▀');
  });
});
