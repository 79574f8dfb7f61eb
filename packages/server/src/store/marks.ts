import { command, type Script } from './script.ts';

/** Single numbers that are kept beside the data (table `marks`). */
export type MarkName =
  /** The first time step whose codes count: what was used before a restore is not good again. */
  | 'codes-valid-from'
  /** When the newest backup was taken. */
  | 'backed-up-at'
  /** The newest time that a server went by. */
  | 'newest-time'
  /** When the lease of the command that changes keys ends. */
  | 'keys-command';

export interface MarkStore {
  /** Raises a mark; one that is higher stays. */
  raiseMark(name: MarkName, value: number): Promise<void>;
}

const raise = command(`
  INSERT INTO marks (name, value) VALUES (:name, :value)
  ON CONFLICT (name) DO UPDATE SET value = :value WHERE marks.value < :value`);

/** The first step whose codes count, for a statement to compare with: no statement more for who spends a step. */
export const codesValidFrom =
  "coalesce((SELECT value FROM marks WHERE name = 'codes-valid-from'), 0)";

export function* raiseMark(name: MarkName, value: number): Script<void> {
  yield* raise.run({ name, value });
}
