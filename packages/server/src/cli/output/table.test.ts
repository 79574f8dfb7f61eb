import { expect, it } from 'vitest';
import { recordTerminal } from '../../testing/recorded-terminal.ts';
import { printFacts, shortTime, Table } from './table.ts';

const columns = [
  { heading: 'NAME', cell: ({ name }: { name: string }) => name },
  { heading: 'AGE', cell: () => '7' },
];

it('aligns what is wide, combined or made visible as a screen shows it', () => {
  const terminal = recordTerminal();
  const names = ['ada', '日本語', 'e\u0301', '\u001b[1m'];
  new Table(columns, terminal).print(names.map((name) => ({ name })));
  expect(terminal.printed().split('\n')).toEqual([
    'NAME       AGE',
    'ada        7',
    '日本語     7',
    'e\u0301          7',
    '\\u{1b}[1m  7',
    '',
  ]);
});

it('prints the headings once, however many times rows come', () => {
  const terminal = recordTerminal();
  const table = new Table(columns, terminal);
  table.print([{ name: 'ada' }]);
  table.print([{ name: 'a longer name' }]);
  expect(terminal.printed()).toBe('NAME  AGE\nada   7\na longer name  7\n');
});

it('has bold headings only where there is colour', () => {
  const terminal = recordTerminal({ hasColor: true });
  new Table(columns, terminal).print([{ name: 'ada' }]);
  expect(terminal.printed()).toBe('\u001b[1mNAME  AGE\u001b[0m\nada   7\n');
});

it('leaves out facts that there are none of', () => {
  const terminal = recordTerminal();
  printFacts(
    [
      ['Login ID', 'ada\n'],
      ['Phone', undefined],
      ['Name', 'Ada'],
    ],
    terminal,
  );
  expect(terminal.printed()).toBe('Login ID  ada\\u{a}\nName      Ada\n');
});

it('shows times to the minute, and a dash where there is none', () => {
  expect(shortTime('2026-03-01T12:34:56.789Z')).toBe('2026-03-01 12:34Z');
  expect(shortTime(undefined)).toBe('-');
});
