import type { Clock } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { SealingHeldError } from '../core/seal.ts';
import type { StorageFaultKind, StorageUnavailableError } from '../store/engine.ts';

/** A request that failed. */
export interface FailedRequest {
  readonly error: StorageUnavailableError | SealingHeldError;
  readonly code: string;
  readonly requestId: string;
}

/** Where the lines go. */
export interface FaultLines {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A fault that has met no request for so long is over. */
const overAfterMs = 10_000;

/** `keys`: what would seal was dropped. */
type FaultKind = StorageFaultKind | 'keys';

interface Fault {
  /** How many requests it met since the last line. */
  untold: number;
  toldAt: number;
  metAt: number;
}

/**
 * Writes the first request that each kind of fault meets into the log, and how many more there were: every minute, and
 * when it is over. Each by itself stands there at the level `debug`.
 */
export class StorageFaultLog {
  readonly #lines: FaultLines;
  readonly #steady: Clock;
  readonly #faults = new Map<FaultKind, Fault>();

  /** @param steady milliseconds that only rise */
  constructor(lines: FaultLines, steady: Clock) {
    this.#lines = lines;
    this.#steady = steady;
  }

  note({ error, code, requestId }: FailedRequest): void {
    const now = this.#steady();
    const kind = kindOf(error);
    const known = this.#faults.get(kind);
    if (known === undefined) {
      this.#faults.set(kind, { untold: 0, toldAt: now, metAt: now });
      this.#lines.error({ err: error, code, requestId }, 'a request failed');
      return;
    }
    known.untold += 1;
    known.metAt = now;
    this.#lines.debug({ code, requestId, kind }, 'a request failed');
    if (now - known.toldAt >= durations.minute) this.#tell(kind, known);
  }

  /** Says what is over; to be called now and then. */
  settle(): void {
    for (const [kind, fault] of this.#faults) {
      if (this.#steady() - fault.metAt < overAfterMs) continue;
      this.#tell(kind, fault);
      this.#faults.delete(kind);
    }
  }

  #tell(kind: FaultKind, fault: Fault): void {
    if (fault.untold > 0) {
      this.#lines.warn(
        { kind, requests: fault.untold },
        `${fault.untold} more requests failed by the same fault of the ${kind === 'keys' ? 'keys' : 'storage'}`,
      );
    }
    fault.untold = 0;
    fault.toldAt = this.#steady();
  }
}

function kindOf(error: FailedRequest['error']): FaultKind {
  return error instanceof SealingHeldError ? 'keys' : error.kind;
}
