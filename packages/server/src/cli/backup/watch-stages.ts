import type { Stage, StageWatcher } from '../../store/backup/stages.ts';
import { exitCodes } from '../exit-codes.ts';
import { CommandFailure } from '../failures.ts';
import { listenForInterruption } from '../interruption.ts';
import { Progress } from '../output/progress.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Does long work whose stages are shown on the standard error, until it is done or somebody stops it.
 * @param stopped what to say then
 * @throws CommandFailure when it was stopped
 */
export async function watchStages<Result>(
  work: (watch: StageWatcher) => Promise<Result>,
  stopped: string,
  terminal: Terminal,
): Promise<Result> {
  const interruption = listenForInterruption();
  let current: { readonly what: string; readonly progress: Progress } | undefined;
  const watch = ({ what, done, total }: Stage): void => {
    if (interruption.isWanted()) throw new CommandFailure(exitCodes.refused, stopped);
    if (current?.what !== what) {
      current?.progress.end();
      current = {
        what,
        progress: new Progress({ what, ...(total !== undefined && { total }) }, terminal),
      };
    }
    current.progress.report(done);
  };
  try {
    return await work(watch);
  } finally {
    current?.progress.end();
    interruption.stopListening();
  }
}
