import type { Stage, StageWatcher } from '../../store/backup/stages.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailure } from '../failures.ts';
import { listenForInterruption } from '../interruption.ts';
import { Progress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';

export interface WatchedWork {
  /** Shows how far it is. @throws CommandFailure when somebody wants it to stop */
  readonly watch: StageWatcher;
  /** Takes what is shown off the screen, for something else to be said. @throws CommandFailure likewise */
  readonly pause: () => void;
}

/**
 * Does long work whose stages are shown on the standard error, until it is done or somebody stops it.
 * @param stopped what to say then
 * @throws CommandFailure when it was stopped
 */
export async function watchStages<Result>(
  work: (watched: WatchedWork) => Promise<Result>,
  stopped: string,
  terminal: Terminal,
): Promise<Result> {
  const interruption = listenForInterruption();
  let current: { readonly what: string; readonly progress: Progress } | undefined;
  const requireGoOn = (): void => {
    if (interruption.isWanted()) throw new CommandFailure(exitCodes.refused, stopped);
  };
  const clear = (): void => {
    current?.progress.end();
    current = undefined;
  };
  const watch = ({ what, done, total }: Stage): void => {
    requireGoOn();
    let shown = current;
    if (shown?.what !== what) {
      clear();
      const known = total === undefined ? {} : { total };
      shown = { what, progress: new Progress({ what, ...known }, terminal) };
      current = shown;
    }
    shown.progress.report(done);
  };
  const pause = (): void => {
    requireGoOn();
    clear();
  };
  try {
    return await work({ watch, pause });
  } finally {
    clear();
    interruption.stopListening();
  }
}
