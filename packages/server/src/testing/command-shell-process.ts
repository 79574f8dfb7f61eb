import type { Environment } from '../config.ts';
import { runHere } from './run-here.ts';

/** What is to be run, one message each; command-shell.ts sends it. */
export interface ShellOrder {
  readonly words: readonly string[];
  readonly environment: Environment;
}

process.on('message', ({ words, environment }: ShellOrder) => {
  void runHere(words, environment).then((result) => process.send?.(result));
});
