#!/usr/bin/env node
import { commands } from './cli/commands.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { openTerminal } from './cli/terminal.ts';

const words = process.argv.slice(2);
const isServer = words[0] === 'serve';

// What cannot be printed is not done: nothing is deleted whose link nobody would see. A server serves all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isServer) return;
  if (error.code === 'EPIPE') process.exit(exitCodes.partlyDone);
  process.stderr.write(`What was done cannot be printed: ${error.message}.\n`);
  process.exit(exitCodes.failed);
});
// There is nobody left to tell.
process.stderr.on('error', () => undefined);

const terminal = openTerminal({
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
});
process.exitCode = await runCommandLine(words, commands, { environment: process.env, terminal });
