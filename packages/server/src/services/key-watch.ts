import type { KeyNotice } from './ring-reload.ts';
import type { ServerKeys } from './server-keys.ts';

/** How soon a server notices keys that have changed. */
const everyMs = 5000;

export interface KeyWatch {
  /** Looks no more; resolves when the look that was begun is done. */
  readonly stop: () => Promise<void>;
}

/** Looks every few seconds whether keys have changed, one look at a time. It keeps no process alive. */
export function startKeyWatch(
  keys: ServerKeys,
  tell: {
    readonly onNotice: (notice: KeyNotice) => void;
    readonly onFault: (error: unknown) => void;
  },
): KeyWatch {
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      for (const notice of await keys.refresh()) tell.onNotice(notice);
    } catch (error) {
      tell.onFault(error);
    } finally {
      looking = undefined;
    }
  };
  const timer = setInterval(() => {
    looking ??= look();
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
