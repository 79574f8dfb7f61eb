import { expect, it } from 'vitest';
import { recordTerminal } from '../testing/recorded-terminal.ts';
import { commands } from './commands.ts';
import { runCommandLine } from './run-command-line.ts';

/** None of these reaches a database. */
async function run(...words: string[]) {
  const terminal = recordTerminal();
  const environment = { DATABASE_URL: 'nowhere' };
  const exitCode = await runCommandLine(words, commands, { environment, terminal });
  return { exitCode, out: terminal.printed(), err: terminal.said() };
}

it.each([['--help'], ['-h'], ['help']])(
  'lists every command and exit code for %s',
  async (word) => {
    const { exitCode, out, err } = await run(word);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    for (const { name } of commands) expect(out).toContain(`\n  ${name} `);
    for (const code of [0, 1, 2, 3, 4, 5]) expect(out).toContain(`\n  ${code}  `);
  },
);

it('keeps every line of its help to 100 characters', async () => {
  const helps = await Promise.all(commands.map(({ name }) => run('help', ...name.split(' '))));
  for (const { out } of [await run('--help'), ...helps]) {
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  }
});

it.each(commands.map(({ name }) => name))(
  'says the same for "help %s" and for --help',
  async (name) => {
    const words = name.split(' ');
    const help = await run('help', ...words);
    expect(help).toEqual(await run(...words, '--help'));
    expect(help).toEqual(await run(...words, 'x', '-h'));
    expect(help.exitCode).toBe(0);
    expect(help.out).toContain(`Usage: totp-kit ${name}`);
  },
);

it('lists the commands of a group', async () => {
  const { exitCode, out } = await run('help', 'users');
  expect(exitCode).toBe(0);
  expect(out).toContain('users delete-totp');
  expect(out).not.toContain('admin');
  expect(await run('users', '--help')).toMatchObject({ exitCode: 0, out });
});

it('prints its version', async () => {
  expect(await run('--version')).toEqual({ exitCode: 0, out: '0.1.0\n', err: '' });
});

it.each([
  [[], 'A command is missing.'],
  [['usres', 'list'], 'There is no command "usres". Did you mean "users"?'],
  [['srve'], 'There is no command "srve". Did you mean "serve"?'],
  [['frobnicate'], 'There is no command "frobnicate".'],
  [['users'], '"users" is followed by one of list, show,'],
  [['users', 'lsit'], 'not "lsit". Did you mean "users list"?'],
  [['help', 'usres'], 'Did you mean "users"?'],
  [['--json', 'users', 'list'], '"--json" stands where a command should be'],
  [['users', 'list', '--jsn'], 'There is no option --jsn. Did you mean --json?'],
  [['users', 'list', '-j'], 'There is no option -j.'],
  [['users', 'list', '--constructor'], 'There is no option --constructor.'],
  [['users', 'list', '--json=yes'], '--json takes no value.'],
  [['users', 'list', '--query'], '--query needs a value: --query TEXT.'],
  [['users', 'list', '--query', '--json'], '--query needs a value'],
  [['users', 'list', '--query', 'a', '--query', 'b'], '--query is given twice.'],
  [['users', 'list', '--limit', '0'], '--limit must be a number from 1 to 200.'],
  [['users', 'list', '--query', 'a', '--sort', 'loginId'], '--sort does not go with query'],
  [['users', 'list', 'ada'], '"ada" is one word too many.'],
  [['users', 'show'], 'USER is missing: a login ID or a user ID.'],
  [['users', 'show', 'ada', 'bea'], '"bea" is too many: it takes one USER.'],
  [['users', 'delete-totp'], 'USER is missing: give login IDs or user IDs'],
  [['users', 'delete-totp', 'ada', '--idempotency-key', 'short'], '--idempotency-key must be'],
  [['admin', 'add', 'ada', '--role', 'king'], '--role is one of administrator, support, viewer'],
  [['management-key', 'create', '--scope', 'verify'], '--name NAME is missing'],
  [['management-key', 'create', '--name', 'x'], '--scope SCOPE is missing'],
  [['management-key', 'create', '--name', 'x', '--scope', 'a'], 'There is no scope "a"'],
])('answers %j with a sentence, the usage and 2', async (words, sentence) => {
  const { exitCode, out, err } = await run(...words);
  expect(exitCode).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(sentence);
  expect(err).toContain('\nUsage: totp-kit ');
});

it('sends nothing of what was typed to the terminal as it is', async () => {
  const { err } = await run('users', '\u001b[2J');
  expect(err).toContain('\\u{1b}[2J');
  expect(err).not.toContain('\u001b');
});

it('takes what stands behind -- for names', async () => {
  const { exitCode, err } = await run('users', 'show', '--', '--help');
  expect(exitCode).toBe(1);
  expect(err).toContain('DATABASE_URL');
});

it('names the fault of a setting, with 1 and without a usage', async () => {
  const { exitCode, out, err } = await run('users', 'list');
  expect(exitCode).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('DATABASE_URL: must start with "sqlite:" or "postgres://"');
  expect(err).not.toContain('Usage');
});
