import { commands } from '../cli/commands.ts';
import { runCommandLine } from '../cli/run-command-line.ts';
import type { Environment } from '../config.ts';
import type { CommandResult } from './command-process.ts';
import { recordTerminal } from './recorded-terminal.ts';

/** Runs a command in this process, where nobody sits. */
export async function runHere(
  words: readonly string[],
  environment: Environment,
  input = '',
): Promise<CommandResult> {
  const terminal = recordTerminal({ input });
  const exitCode = await runCommandLine(words, commands, { environment, terminal });
  return { exitCode, out: terminal.printed(), err: terminal.said() };
}
