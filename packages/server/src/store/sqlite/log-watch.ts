import { statSync } from 'node:fs';
import { isLocked } from './faults.ts';

const megabyte = 1024 * 1024;

export interface LogLimits {
  /** Checkpoints keep the log at a few megabytes; one that is so large is not written into the file any more. */
  readonly largeBytes: number;
  /** So often a large log is tried to be made smaller, which takes a while, and so often it is told. */
  readonly tryEveryMs: number;
}

const logLimits: LogLimits = { largeBytes: 64 * megabyte, tryEveryMs: 600_000 };

/**
 * Looks after the size of a database's log (-wal). SQLite tells nobody when a checkpoint fails: commits go on, and the
 * log grows until the disk is full.
 */
export class LogWatch {
  readonly #path: string;
  readonly #limits: LogLimits;
  /** By the clock of `performance.now()`. */
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(path: string, limits: LogLimits = logLimits) {
    this.#path = path;
    this.#limits = limits;
  }

  /** @param checkpoint throws what hinders it */
  look(checkpoint: () => void): readonly string[] {
    const { largeBytes, tryEveryMs } = this.#limits;
    const bytes = statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes < largeBytes || performance.now() - this.#triedAt < tryEveryMs) return [];
    this.#triedAt = performance.now();
    return [explain(this.#path, bytes, faultOf(checkpoint))];
  }
}

function faultOf(checkpoint: () => void): Error | undefined {
  try {
    checkpoint();
    return undefined;
  } catch (error) {
    if (isLocked(error)) return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}

function explain(path: string, bytes: number, fault: Error | undefined): string {
  const size = `The log ${path}-wal has grown to ${Math.round(bytes / megabyte)} MB`;
  if (fault === undefined) {
    return `${size}: a program that reads the database for long keeps it from being written into the file. End programs that have the database open, such as sqlite3 or a copy that hangs; the log becomes small again by itself.`;
  }
  return `${size}, and writing it into the database fails: ${fault.message}. Make space on its disk and look into the system log; nothing is lost as long as the log stays beside the database.`;
}
