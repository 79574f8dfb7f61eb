import { isatty } from 'node:tty';
import { pino } from 'pino';
import { escapeInvisible } from '../core/visible-text.ts';
import { LogOutput, openStandardError, type LineWeight } from './log-output.ts';
import type { TotpKitLogger } from './logger.ts';
import { readableLine, type LoggedError, type LogLine } from './readable-line.ts';

/** How lines look: JSON for programs, text for who looks on. */
export type LogLook = 'JSON' | 'text' | 'coloured text';

const maxCauses = 5;

/** One for the process: what waits to be written waits in one place. */
let serverLog: Required<TotpKitLogger> | undefined;

/** The log of a server on its standard error output: one JSON object a line, or text where that is a terminal. */
export function openServerLog(): Required<TotpKitLogger> {
  if (serverLog !== undefined) return serverLog;
  const look = isatty(2) ? (process.stderr.hasColors() ? 'coloured text' : 'text') : 'JSON';
  const output = openOutput(openStandardError(), look);
  // The last lines are those that say why it ends.
  process.once('exit', () => {
    output.finish();
  });
  serverLog = logTo(output, look);
  return serverLog;
}

/** The same on any file descriptor. Which levels are wanted, and what is secret, is for its caller to say. */
export function makeServerLog(descriptor: number, look: LogLook): Required<TotpKitLogger> {
  return logTo(openOutput(descriptor, look), look);
}

function openOutput(descriptor: number, look: LogLook): LogOutput {
  return new LogOutput({
    descriptor,
    describeLoss: (lost) => dress(`${JSON.stringify(lossLine(lost))}\n`, look),
  });
}

function logTo(output: LogOutput, look: LogLook): Required<TotpKitLogger> {
  return pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: (error: unknown) => describeError(error) },
    },
    {
      write: (line) => {
        output.write(dress(line, look), weightOf(line));
      },
    },
  );
}

function dress(line: string, look: LogLook): string {
  return look === 'JSON'
    ? escapeInvisible(line)
    : readableLine(JSON.parse(line) as LogLine, { hasColor: look === 'coloured text' });
}

function weightOf(line: string): LineWeight {
  if (line.startsWith('{"level":"error"')) return 'error';
  return line.startsWith('{"level":"debug"') ? 'debug' : 'ordinary';
}

function lossLine(lost: number): LogLine {
  const lines = lost === 1 ? '1 log line' : `${lost} log lines`;
  return {
    level: 'warn',
    time: new Date().toISOString(),
    lost,
    msg: `${lines} could not be written and are missing here. Is the disk full, or does nobody read the log?`,
  };
}

function describeError(error: unknown, depth = 0): LoggedError | undefined {
  if (!(error instanceof Error) || depth > maxCauses) return undefined;
  const { name, message, stack, cause } = error;
  const { code } = error as { readonly code?: string | number };
  const because = describeError(cause, depth + 1);
  return {
    type: name,
    ...(code !== undefined && { code }),
    message,
    ...(stack !== undefined && { stack }),
    ...(because && { cause: because }),
  };
}
