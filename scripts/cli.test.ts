import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../packages/server/src/cli/commands.ts';
import { exitCodeMeanings } from '../packages/server/src/cli/exit-codes.ts';

const root = path.resolve(import.meta.dirname, '..');
const document = readFileSync(path.join(root, 'docs/cli.md'), 'utf8');

test.each(commands.map((command) => [command.name, command] as const))(
  'docs/cli.md has totp-kit %s, its options and what it prints as JSON',
  (name, { options }) => {
    expect(document).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
    for (const option of Object.keys(options)) expect(document).toContain(`--${option}`);
    const [, output = ''] = document.split('## Output');
    if ('json' in options) expect(output).toContain(`\`${name}\``);
  },
);

test('the README lists every command', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const { name } of commands) expect(readme).toContain(`\`${name}\``);
});

test('docs/cli.md names no option that there is not', () => {
  const known = new Set(['help', ...commands.flatMap(({ options }) => Object.keys(options))]);
  for (const [, option = ''] of document.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)) {
    expect(known, option).toContain(option);
  }
});

test('docs/cli.md has every exit code, in the words of the help', () => {
  for (const [code, meaning] of exitCodeMeanings.entries()) {
    expect(document).toMatch(new RegExp(`^\\| ${code} +\\| ${meaning}`, 'm'));
  }
});

test('every link of docs/cli.md into the repository leads somewhere', () => {
  for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
    expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
  }
});
