import { visibleText } from '../core/visible-text.ts';

/** One line as pino writes it. */
export interface LogLine {
  readonly level: string;
  /** ISO 8601. */
  readonly time: string;
  readonly msg: string;
  readonly err?: LoggedError;
  readonly [field: string]: unknown;
}

/** An error as it stands in a log line. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const colors: Readonly<Record<string, string>> = { error: '31', warn: '33', debug: '2' };

/** A line for somebody at a terminal: time of day, level, sentence, fields; an error with its causes below. */
export function readableLine(line: LogLine, look: { readonly hasColor: boolean }): string {
  const { level, time, msg, err, ...fields } = line;
  const word = level.toUpperCase().padEnd(5);
  const color = colors[level];
  const shownLevel =
    look.hasColor && color !== undefined ? `\u001b[${color}m${word}\u001b[0m` : word;
  const pairs = Object.entries(fields).map(
    ([name, value]) => `  ${visibleText(name)}=${visibleText(textOf(value))}`,
  );
  const head = `${time.slice(11, 23)} ${shownLevel} ${visibleText(msg)}${pairs.join('')}`;
  return `${[head, ...errorLines(err)].join('\n')}\n`;
}

function errorLines(error: LoggedError | undefined, isCause = false): readonly string[] {
  if (error === undefined) return [];
  const { type, message, stack, cause } = error;
  const lines = (stack ?? `${type}: ${message}`).split('\n').map(visibleText);
  const [first = '', ...others] = lines;
  const indented = others.map((line) => `      ${line.trimStart()}`);
  return [`    ${isCause ? 'because of ' : ''}${first}`, ...indented, ...errorLines(cause, true)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
