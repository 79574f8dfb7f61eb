import { durations } from '../core/durations.ts';

export interface Sweeper {
  /** Sweeps no more; resolves when the sweep that was begun is done. */
  readonly stop: () => Promise<void>;
}

/** Sweeps every minute, one sweep at a time, while the time is sure. It keeps no process alive. */
export function startSweeper(options: {
  readonly sweep: () => Promise<void>;
  readonly isTimeSettled: () => boolean;
  readonly onFault: (error: unknown) => void;
}): Sweeper {
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!options.isTimeSettled()) return;
    sweeping ??= options
      .sweep()
      .catch(options.onFault)
      .finally(() => {
        sweeping = undefined;
      });
  }, durations.minute);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
