import { execFile } from 'node:child_process';
import { stripVTControlCharacters, promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startCommandStage } from '../../testing/command-stage.ts';
import { openPseudoTerminal } from '../../testing/pseudo-terminal.ts';
import { scanTerminal } from '../../testing/terminal-picture.ts';

const execute = promisify(execFile);
const prompt = 'The 6-digit code that the app shows: ';

it(
  'adds an administrator on a real terminal, by a real scanner and a real authenticator',
  { timeout: 60_000 },
  async () => {
    const stage = await startCommandStage('SQLite');
    const { databaseUrl } = stage.server;
    const terminal = openPseudoTerminal(['admin', 'add', 'ada'], { databaseUrl });
    const screen = await terminal.waitFor(prompt);
    const url = new URL(await scanTerminal(screen, { ink: 'dark' }));
    const key = url.searchParams.get('secret') ?? '';
    const { stdout } = await execute('oathtool', ['--base32', '--totp', key]);
    terminal.type(`${stdout.trim()}\r`);
    expect(await terminal.ended()).toBe(0);
    const shown = stripVTControlCharacters(terminal.screen());
    expect(shown).toContain('"ada" can sign in to the console now.');
    expect(shown.match(/^ {2}[0-9A-Z-]{24,}\r$/gm)).toHaveLength(8);
    expect(await stage.runJson(['admin', 'list'])).toMatchObject({
      administrators: [{ loginId: 'ada', hasAuthenticator: true }],
    });
  },
);

it('gives up at Ctrl-C, and says how to go on', { timeout: 60_000 }, async () => {
  const stage = await startCommandStage('SQLite');
  const { databaseUrl } = stage.server;
  const terminal = openPseudoTerminal(['admin', 'add', 'ada'], { databaseUrl });
  await terminal.waitFor(prompt);
  terminal.type('\u0003');
  expect(await terminal.ended()).toBe(4);
  expect(terminal.screen()).toMatch(/"totp-kit admin reset admin_[\w-]{22}" starts again\./);
});

it('uses no colour where NO_COLOR is set', { timeout: 60_000 }, async () => {
  const stage = await startCommandStage('SQLite');
  const { databaseUrl } = stage.server;
  await stage.server.signUp('ada');
  const color = openPseudoTerminal(['users', 'list'], { databaseUrl });
  expect(await color.ended()).toBe(0);
  expect(color.screen()).toContain('\u001b[1mLOGIN ID');
  const plain = openPseudoTerminal(['users', 'list'], {
    databaseUrl,
    environment: { NO_COLOR: '1' },
  });
  expect(await plain.ended()).toBe(0);
  expect(plain.screen()).toMatch(/^LOGIN ID/);
});
