import type { FieldFault, ServerErrorCode } from '@totp-kit/protocol/errors';
import { serverErrors, TotpError } from '@totp-kit/protocol/errors';
import { ConfigError } from '../config.ts';
import type { Refusal } from '../services/context.ts';
import { KeyRefusal } from '../services/key-lease.ts';
import { ListenError } from '../http-server/listen.ts';
import { WrongEncryptionKeyError } from '../services/server-keys.ts';
import { BackupError } from '../store/backup/backup-error.ts';
import { StorageUnavailableError } from '../store/engine.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { visibleText } from '../core/visible-text.ts';

/** A command that ends here; the message says what happened and what to do. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A command that was not called as its usage says. */
export class UsageError extends CommandFailure {
  constructor(message: string) {
    super(exitCodes.usage, message);
  }
}

export interface Explanation {
  readonly exitCode: ExitCode;
  readonly text: string;
}

/** What to tell about an error, and the exit code that fits. */
export function explainFailure(error: unknown): Explanation {
  if (error instanceof CommandFailure) {
    return { exitCode: error.exitCode, text: visibleText(error.message) };
  }
  if (error instanceof KeyRefusal) {
    const exitCode = error.reason === 'not_found' ? exitCodes.notFound : exitCodes.refused;
    return { exitCode, text: visibleText(error.message) };
  }
  if (error instanceof ConfigError) {
    const faults = error.faults.map((fault) => `\n  - ${visibleText(fault)}`).join('');
    return { exitCode: exitCodes.failed, text: `${error.summary}${faults}` };
  }
  if (
    error instanceof StorageUnavailableError ||
    error instanceof WrongEncryptionKeyError ||
    error instanceof BackupError ||
    error instanceof ListenError
  ) {
    return { exitCode: exitCodes.failed, text: visibleText(error.message) };
  }
  if (error instanceof TotpError) {
    return {
      exitCode: exitCodes.usage,
      text: visibleText(sentenceOf(error.message, error.faults)),
    };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exitCode: exitCodes.failed,
    text: `This is a fault of totp-kit: ${text.split('\n').map(visibleText).join('\n')}`,
  };
}

/** What a service refused, as the end of a command. */
export function refusalFailure(
  refusal: Refusal<ServerErrorCode>,
  message: string = refusal.message ?? serverErrors[refusal.refused].title,
): CommandFailure {
  const isNotFound = refusal.refused === 'not_found' || refusal.refused === 'no_authenticator';
  return new CommandFailure(isNotFound ? exitCodes.notFound : exitCodes.refused, message);
}

function sentenceOf(message: string, faults: readonly FieldFault[]): string {
  const [fault] = faults;
  return fault === undefined
    ? message
    : `${fault.field.replace(/^query\./, '--')} ${fault.message}.`;
}
