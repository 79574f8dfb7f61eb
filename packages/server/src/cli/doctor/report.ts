import stringWidth from 'string-width';
import { countOf } from '../output/units.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Finding } from './finding.ts';

const colors = { ok: '\u001b[32m', warning: '\u001b[33m', problem: '\u001b[1;31m' } as const;
const stateWidth = 'problem'.length;
const gap = '  ';

/** Lines longer than this are tiring, however wide the screen is. */
const mostColumns = 100;

/** Prints what was found, one subject after the other, and a sum at the end. */
export function reportFindings(findings: readonly Finding[], terminal: Terminal): void {
  const subjectWidth = Math.max(...findings.map(({ subject }) => subject.length));
  const indent = ' '.repeat(stateWidth + gap.length + subjectWidth + gap.length);
  const columns = Math.min(terminal.columns, mostColumns);
  for (const { subject, state, text, advice } of findings) {
    const head = `${paint(state, terminal)}${gap}${subject.padEnd(subjectWidth)}${gap}`;
    const lines = [
      ...wrap(text, columns - indent.length),
      ...(advice === undefined ? [] : pointAt(advice, columns - indent.length)),
    ];
    terminal.out.write(`${head}${lines.join(`\n${indent}`)}\n`);
  }
  terminal.out.write(`\n${sumUp(findings)}\n`);
}

function paint(state: Finding['state'], { hasColor }: Terminal): string {
  const word = state.padEnd(stateWidth);
  return hasColor ? `${colors[state]}${word}\u001b[0m` : word;
}

function sumUp(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) =>
    findings.filter((finding) => finding.state === state).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems + warnings === 0) return 'All is well.';
  return `${countOf(problems, 'problem')}, ${countOf(warnings, 'warning')}, ${count('ok')} ok.`;
}

const arrow = '-> ';

function pointAt(advice: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(advice, width - arrow.length);
  return [`${arrow}${first}`, ...rest.map((line) => `${' '.repeat(arrow.length)}${line}`)];
}

/** Breaks at spaces; a word that is longer than a line stays whole, so that it can be copied. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visibleText(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
