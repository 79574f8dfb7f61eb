import type { Script } from './script.ts';

/** `own`: past everybody who waits, by a connection of its own. For what must be told while there is a burst. */
export type Lane = 'shared' | 'own';

/** Runs scripts against one database. What resolves was done whole; what was written is durable. */
export interface SqlEngine {
  /** Runs a script that changes nothing. */
  read<Result>(makeScript: () => Script<Result>): Promise<Result>;
  /**
   * Runs a script in a transaction: when it resolves, everything it wrote is on disk; when it rejects, nothing is, or
   * nobody can know. The script may be made and run anew when the database asks to try again.
   */
  write<Result>(makeScript: () => Script<Result>, lane?: Lane): Promise<Result>;
  /** What is no fault yet and may become one: sentences that say what to do, each now and then. */
  warnings(): readonly string[];
  close(): Promise<void>;
}

/**
 * What is wrong with the storage: its disk is full, it takes no writes, somebody holds a lock, what it holds is damaged,
 * it is no longer there (or another one is), it does not answer, it did not get to this in time.
 */
export type StorageFaultKind =
  'full' | 'read-only' | 'locked' | 'damaged' | 'gone' | 'unreachable' | 'slow' | 'other';

/**
 * The database could not read or store something. The only right answer to the outside is no (503). The message is for
 * operators: what is wrong, and what to do.
 */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
  readonly kind: StorageFaultKind;

  constructor(
    message: string,
    { kind = 'other', cause }: { readonly kind?: StorageFaultKind; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
  }
}
