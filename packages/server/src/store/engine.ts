import type { Script } from './script.ts';

/** Runs scripts against one database. What resolves was done whole; what was written is durable. */
export interface SqlEngine {
  /** Runs a script that changes nothing. */
  read<Result>(makeScript: () => Script<Result>): Promise<Result>;
  /**
   * Runs a script in a transaction: when it resolves, everything it wrote is on disk; when it rejects, nothing is. The
   * script may be made and run anew when the database asks to try again.
   */
  write<Result>(makeScript: () => Script<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The database could not read or store something. The only right answer to the outside is no (503). */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
