import { commands } from '../cli/commands.ts';
import { runCommandLine } from '../cli/run-command-line.ts';
import {
  commandEnvironment,
  readJson,
  type CommandOptions,
  type CommandResult,
} from './command-process.ts';
import { recordTerminal } from './recorded-terminal.ts';

type Here = Pick<CommandOptions, 'databaseUrl' | 'environment' | 'input'>;

/** Does in this process what the command does in its own, without a terminal: the same words, a second sooner. */
export async function runCommandHere(
  words: readonly string[],
  options: Here,
): Promise<CommandResult> {
  const { input = '' } = options;
  const terminal = recordTerminal({ input });
  const environment = commandEnvironment(options);
  const exitCode = await runCommandLine(words, commands, { environment, terminal });
  return { exitCode, out: terminal.printed(), err: terminal.said() };
}

/** The same for one that succeeds and prints JSON. */
export async function runJsonCommandHere(
  words: readonly string[],
  options: Here,
): Promise<unknown> {
  return readJson(await runCommandHere([...words, '--json'], options));
}
