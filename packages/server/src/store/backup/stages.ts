/** How far a stage of long work is. */
export interface Stage {
  /** What is counted, such as `Copied pages`. */
  readonly what: string;
  readonly done: number;
  readonly total?: number | undefined;
}

/** Is told how far the work is, often; it ends the work by throwing. */
export type StageWatcher = (stage: Stage) => void;
