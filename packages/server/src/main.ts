#!/usr/bin/env node
import { commands } from './cli/commands.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { openTerminal } from './cli/terminal.ts';

// Who reads no further, such as `head`, has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = openTerminal({
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
});
const words = process.argv.slice(2);
process.exitCode = await runCommandLine(words, commands, { environment: process.env, terminal });
