import type { Command, CommandContext } from './command.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { explainFailure, UsageError } from './failures.ts';
import { asksForHelp, readInvocation } from './read-invocation.ts';
import { suggest } from './suggest.ts';
import { describeCommand, describeCommands, describeGroup, usageLine } from './usage.ts';
import { readVersion } from '../version.ts';

/** Does what was typed behind `totp-kit`, and says how it ended. It never throws. */
export async function runCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  context: CommandContext,
): Promise<ExitCode> {
  let usage = 'Usage: totp-kit COMMAND [OPTIONS]\n"totp-kit --help" lists the commands.';
  try {
    const help = findHelp(words, commands);
    if (help !== undefined) {
      context.terminal.out.write(help);
      return exitCodes.done;
    }
    const { command, rest } = findCommand(words, commands);
    usage = `${usageLine(command)}\n"totp-kit help ${command.name}" says more.`;
    return await command.run(readInvocation(command, rest), context);
  } catch (error) {
    const { text, exitCode } = explainFailure(error);
    context.terminal.err.write(`${text}\n`);
    if (error instanceof UsageError) context.terminal.err.write(`\n${usage}\n`);
    return exitCode;
  }
}

/** What to print where help or the version is asked for; undefined where something is to be done. */
function findHelp(words: readonly string[], commands: readonly Command[]): string | undefined {
  const [first, ...rest] = words;
  if (first === '--version') return `${readVersion()}\n`;
  if (first === '--help' || first === '-h') return describeCommands(commands);
  const asked = first === 'help' ? rest : words;
  if (first === 'help' && rest.length === 0) return describeCommands(commands);
  if (first !== 'help' && !asksForHelp(words)) return undefined;
  const group = commands.filter(({ name }) => name.startsWith(`${asked[0] ?? ''} `));
  const isGroup = group.length > 0 && (asked[1] === undefined || asked[1].startsWith('-'));
  if (isGroup) return describeGroup(asked[0] ?? '', group);
  return describeCommand(findCommand(asked, commands).command);
}

/** @throws UsageError when no command has that name */
function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): { readonly command: Command; readonly rest: readonly string[] } {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((one) => one.name === name);
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  throw unknownCommand(words, commands);
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): UsageError {
  const [first, second] = words;
  if (first === undefined) return new UsageError('A command is missing.');
  if (first.startsWith('-')) {
    return new UsageError(`"${first}" stands where a command should be: options come after it.`);
  }
  const names = commands.map(({ name }) => name.split(' '));
  const seconds = names.filter(([group]) => group === first).map(([, name]) => name ?? '');
  if (seconds.length === 0) {
    const near = suggest(first, [...new Set(names.map(([group]) => group ?? '')), 'help']);
    return new UsageError(`There is no command "${first}".${didYouMean(near)}`);
  }
  const choices = `"${first}" is followed by one of ${seconds.join(', ')}`;
  if (second === undefined || second.startsWith('-')) return new UsageError(`${choices}.`);
  const near = suggest(second, seconds);
  return new UsageError(`${choices}, not "${second}".${didYouMean(near && `${first} ${near}`)}`);
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
