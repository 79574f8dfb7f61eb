import { commands } from '../cli/commands.ts';
import { runCommandLine } from '../cli/run-command-line.ts';
import type { Environment } from '../config.ts';
import type { CommandResult } from './command-process.ts';
import { recordTerminal } from './recorded-terminal.ts';

/** Runs a command in this process, where nobody sits. */
export async function runHere(
  words: readonly string[],
  environment: Environment,
): Promise<CommandResult> {
  const terminal = recordTerminal();
  const exitCode = await runCommandLine(words, commands, { environment, terminal });
  return { exitCode, out: terminal.printed(), err: terminal.said() };
}
