import type { Command, OperandSpec, OptionSpec } from './command.ts';
import { exitCodeMeanings } from './exit-codes.ts';

const longestLine = 80;
const longestMeaning = 72;

/** What `totp-kit --help` prints. */
export function describeCommands(commands: readonly Command[]): string {
  return `totp-kit - authenticator-app sign-up and sign-in for any website

Usage: totp-kit COMMAND [OPTIONS]

Commands
${listCommands(commands)}

"totp-kit help COMMAND" says more of one; "totp-kit --version" says which this is.

Settings come from the environment, as for the server: DATABASE_URL, TOTP_KIT_KEYS,
TOTP_KIT_PUBLIC_URL, ... The README lists them all. Commands work on the database
itself, whether a server runs on it or not.

Exit codes
${exitCodeMeanings.map((meaning, code) => `  ${code}  ${meaning}`).join('\n')}
`;
}

/** What `totp-kit help GROUP` prints: the commands that begin with one word. */
export function describeGroup(group: string, commands: readonly Command[]): string {
  return `Usage: totp-kit ${group} COMMAND [OPTIONS]

Commands
${listCommands(commands)}

"totp-kit help ${group} COMMAND" says more of one.
`;
}

/** What `totp-kit help COMMAND` prints. */
export function describeCommand(command: Command): string {
  const { operand, details, options } = command;
  const rows: (readonly [string, string])[] = [
    ...(operand === undefined ? [] : [[operand.name, operand.means] as const]),
    ...Object.entries(options).map(([name, spec]) => [spell(name, spec), meaningOf(spec)] as const),
    ['--help', 'print this'],
  ];
  return [
    usageLine(command),
    `${capitalize(command.summary)}.${details === undefined ? '' : `\n${details}`}`,
    `${alignRows(rows)}\n`,
  ].join('\n\n');
}

/** How a command is called, on one line. */
export function usageLine({ name, operand, options }: Command): string {
  const spelled = Object.entries(options).map(([option, spec]) => {
    const word = spell(option, spec);
    return spec.type === 'string' && spec.isRequired === true ? word : `[${word}]`;
  });
  const line = ['Usage: totp-kit', name, ...spellOperand(operand)].join(' ');
  const whole = [line, ...spelled].join(' ');
  return whole.length <= longestLine ? whole : `${line} [OPTIONS]`;
}

function listCommands(commands: readonly Command[]): string {
  return alignRows(commands.map(({ name, summary }) => [name, summary] as const));
}

function alignRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const below = `\n${' '.repeat(width + 4)}`;
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll('\n', below)}`)
    .join('\n');
}

function spell(name: string, spec: OptionSpec): string {
  if (spec.type === 'boolean') return `--${name}`;
  return `--${name} ${spec.value}${spec.isRepeatable === true ? '...' : ''}`;
}

function meaningOf(spec: OptionSpec): string {
  const choices = spec.type === 'string' ? spec.choices : undefined;
  if (choices === undefined) return spec.means;
  const line = `${spec.means}: ${choices.join(', ')}`;
  return line.length <= longestMeaning ? line : `${spec.means}:\n${choices.join(', ')}`;
}

function spellOperand(operand: OperandSpec | undefined): string[] {
  if (operand === undefined) return [];
  const { name, count } = operand;
  return [{ one: name, 'at least one': `${name}...`, any: `[${name}...]` }[count]];
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
