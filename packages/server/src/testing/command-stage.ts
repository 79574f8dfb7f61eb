import { commands } from '../cli/commands.ts';
import type { ExitCode } from '../cli/exit-codes.ts';
import { runCommandLine } from '../cli/run-command-line.ts';
import { runCommandHere, runJsonCommandHere } from './command-here.ts';
import {
  commandEnvironment,
  runCommand,
  type CommandOptions,
  type CommandResult,
} from './command-process.ts';
import {
  recordTerminal,
  type RecordedTerminal,
  type RecordedTerminalOptions,
} from './recorded-terminal.ts';
import { TestClock } from './test-clock.ts';
import type { EngineName } from './test-databases.ts';
import { startTestServer, type TestServer } from './test-server.ts';

type Extra = Omit<CommandOptions, 'databaseUrl'>;

/** A server that runs, and an operator with a shell beside it. */
export interface CommandStage {
  readonly server: TestServer;
  /** Runs the command in this process, without a terminal. */
  readonly run: (
    words: readonly string[],
    extra?: Pick<Extra, 'environment' | 'input'>,
  ) => Promise<CommandResult>;
  /** Runs it as the process that it is, without a terminal. */
  readonly runProcess: (words: readonly string[], extra?: Extra) => Promise<CommandResult>;
  /** Runs one in this process that succeeds, with `--json`. */
  readonly runJson: (words: readonly string[]) => Promise<unknown>;
  /** Runs the command in this process, on a terminal with somebody before it. */
  readonly runAtTerminal: (
    words: readonly string[],
    options: RecordedTerminalOptions,
  ) => Promise<{ readonly exitCode: ExitCode; readonly terminal: RecordedTerminal }>;
}

/** The server's clock shows the time of the machine, which the commands go by. */
export async function startCommandStage(engine: EngineName): Promise<CommandStage> {
  const clock = new TestClock();
  clock.advance({ ms: Date.now() - clock.read() });
  const server = await startTestServer({ engine, clock });
  const { databaseUrl } = server;
  const environment = commandEnvironment({ databaseUrl });
  return {
    server,
    run: (words, extra) => runCommandHere(words, { databaseUrl, ...extra }),
    runProcess: (words, extra) => runCommand(words, { databaseUrl, ...extra }),
    runJson: (words) => runJsonCommandHere(words, { databaseUrl }),
    runAtTerminal: async (words, options) => {
      const terminal = recordTerminal(options);
      return {
        exitCode: await runCommandLine(words, commands, { environment, terminal }),
        terminal,
      };
    },
  };
}
