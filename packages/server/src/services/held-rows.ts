import type { StorageFaultKind } from '../store/engine.ts';
import { KeyRefusal, type KeyLease } from './key-lease.ts';

/** Each waits as long as the database lets it wait for a lock. */
const mostTries = 5;

/**
 * Changes what the database knows of encryption keys. Servers hold those rows while they store what they sealed: where
 * many do, one change after the other may wait for too long. To do it twice must be the same as once.
 * @throws KeyRefusal when it was never let in; StorageUnavailableError
 */
export async function changeHeldRows(lease: KeyLease, change: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await change();
      return;
    } catch (error) {
      if (!isWaitTooLong(error)) throw error;
      if (tries === mostTries) {
        throw new KeyRefusal(
          `Servers are so busy storing new secrets that the database let nobody change its keys, in ${mostTries} tries. Do this again when fewer people sign up. It said: ${error.message}`,
        );
      }
    }
    await lease.prolong();
  }
}

const waits: readonly StorageFaultKind[] = ['locked', 'slow'];

function isWaitTooLong(error: unknown): error is Error {
  return error instanceof Error && 'kind' in error && waits.some((kind) => kind === error.kind);
}
