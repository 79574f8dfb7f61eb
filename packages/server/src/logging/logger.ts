import { logLevels, type LogLevel } from '../core/log-level.ts';
import { redactedFields } from './redacted-fields.ts';

type LogMethod = (fields: object, message: string) => void;

/**
 * Takes what the people who run a server should know; a pino logger does, a console does with its two arguments. An
 * error is in the field `err`. `error` is for what failed and somebody has to look at, `warn` for what will go wrong if
 * nobody does, `info` for what happens to a server once in a while, `debug` for every request. Secrets are taken out
 * before, and what is below `TOTP_KIT_LOG_LEVEL` is not handed over.
 */
export interface TotpKitLogger {
  debug?(fields: object, message: string): void;
  info?(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the server itself writes to: every level is there, and nothing is ever thrown. */
export type ServerLogger = Readonly<Record<LogLevel, LogMethod>>;

export interface LogTerms {
  /** From which level on lines are handed over. */
  readonly level: LogLevel;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** Puts a logger behind the level and behind what takes secrets out. A logger that throws fails nothing. */
export function guardLogger(logger: TotpKitLogger, { level, redact }: LogTerms): ServerLogger {
  const lowest = logLevels.indexOf(level);
  const methodOf = (one: LogLevel): LogMethod => {
    if (logLevels.indexOf(one) < lowest || logger[one] === undefined) return () => undefined;
    return (fields, message) => {
      try {
        const outcome: unknown = logger[one]?.(redactedFields(fields, redact), redact(message));
        if (outcome instanceof Promise) outcome.catch(() => undefined);
      } catch {
        // There is nobody left to tell.
      }
    };
  };
  return {
    debug: methodOf('debug'),
    info: methodOf('info'),
    warn: methodOf('warn'),
    error: methodOf('error'),
  };
}
