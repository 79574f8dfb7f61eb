#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { runServe } from './cli/serve.ts';

const usage = `totp-kit - authenticator-app sign-up and sign-in for any website

  totp-kit serve [--site FOLDER]   run the server; with --site also serve static pages (not in production)

Settings come from the environment: PORT, HOST, DATABASE_URL, TOTP_KIT_PUBLIC_URL, TOTP_KIT_ORIGINS, ...
The README lists them all.
`;

const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help === true) {
    process.stdout.write(usage);
    return exitCodes.ok;
  }
  const [commandName, ...rest] = positionals;
  if (commandName !== 'serve' || rest.length > 0) {
    process.stderr.write(usage);
    return exitCodes.usage;
  }
  const isServing = await runServe({
    environment: process.env,
    siteFolder: values.site,
    out: process.stdout,
    err: process.stderr,
  });
  return isServing ? exitCodes.ok : exitCodes.failed;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { site: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(exitCodes.usage);
  }
}

process.exitCode = await main();
