import {
  commandEnvironment,
  readJson,
  type CommandOptions,
  type CommandResult,
} from './command-process.ts';
import { runHere } from './run-here.ts';

type Here = Pick<CommandOptions, 'databaseUrl' | 'environment' | 'input'>;

/** Does in this process what the command does in its own, without a terminal: the same words, a second sooner. */
export function runCommandHere(words: readonly string[], options: Here): Promise<CommandResult> {
  return runHere(words, commandEnvironment(options), options.input);
}

/** The same for one that succeeds and prints JSON. */
export async function runJsonCommandHere(
  words: readonly string[],
  options: Here,
): Promise<unknown> {
  return readJson(await runCommandHere([...words, '--json'], options));
}
