import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';
import { compileCache } from './compile-cache.ts';
import { runHere } from './run-here.ts';
import { testKeys } from './test-server.ts';

export interface CommandOptions {
  readonly databaseUrl: string;
  readonly environment?: Environment;
  /** What stands on the standard input; nothing unless said. */
  readonly input?: string;
  /** Closes the standard output at once, as a reader such as `head` does when it has enough. */
  readonly closesOutput?: true;
  /** Called with everything on the standard output so far. */
  readonly onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
}

export interface CommandResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How an operator's shell calls the command: the program and its first words. */
export const commandWords: readonly string[] = [
  process.execPath,
  '--conditions=totp-kit-source',
  main,
];

export function commandEnvironment({
  databaseUrl,
  environment,
}: CommandOptions): NodeJS.ProcessEnv {
  return { ...compileCache, DATABASE_URL: databaseUrl, TOTP_KIT_KEYS: testKeys, ...environment };
}

/** Runs `totp-kit` as an operator does, without a terminal, to its end. */
export async function runCommand(
  words: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const [program = '', ...first] = commandWords;
  const child = spawn(program, [...first, ...words], { env: commandEnvironment(options) });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    options.onOutput?.(out, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  if (options.closesOutput === true) child.stdout.destroy();
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  await once(child, 'close');
  return { exitCode: child.exitCode, out, err };
}

/** Runs a command that succeeds and prints JSON. */
export async function runJsonCommand(
  words: readonly string[],
  options: CommandOptions,
): Promise<unknown> {
  return parse(words, await runCommand([...words, '--json'], options));
}

type Where = Pick<CommandOptions, 'databaseUrl' | 'environment'>;

/** The same without a process: much faster, where nothing depends on one. */
export function runCommandHere(
  words: readonly string[],
  { databaseUrl, environment }: Where,
): Promise<CommandResult> {
  return runHere(words, { DATABASE_URL: databaseUrl, TOTP_KIT_KEYS: testKeys, ...environment });
}

/** Runs a command here that succeeds and prints JSON. */
export async function runJsonCommandHere(words: readonly string[], where: Where): Promise<unknown> {
  return parse(words, await runCommandHere([...words, '--json'], where));
}

function parse(words: readonly string[], { exitCode, out, err }: CommandResult): unknown {
  if (exitCode !== 0)
    throw new Error(`totp-kit ${words.join(' ')} ended with ${String(exitCode)}: ${err}`);
  return JSON.parse(out);
}
