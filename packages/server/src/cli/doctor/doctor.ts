import { existsSync, statSync } from 'node:fs';
import { ConfigError, describeDatabase, readDatabaseLocation, type Config } from '../../config.ts';
import { durations } from '../../core/durations.ts';
import { StorageUnavailableError } from '../../store/engine.ts';
import { inspect } from '../../store/inspection/inspect.ts';
import { readSchemaState, type DatabaseLocation } from '../../store/open-store.ts';
import type { StageWatcher } from '../../store/backup/stages.ts';
import { watchStages } from '../backup/watch-stages.ts';
import { defineCommand, jsonOption, type CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output/json.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkDatabase, checkSqliteIntegrity } from './check-database.ts';
import { checkFiles } from './check-files.ts';
import { checkKeys } from './check-keys.ts';
import { checkClock, checkFileLimit, checkNode, readClocks } from './check-machine.ts';
import { checkRunning } from './check-running.ts';
import { problem, warning, type Finding } from './finding.ts';
import { reportFindings } from './report.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'look at everything that can be wrong, and say what to do about it',
  details: `It changes nothing, and may run beside a server. Run it where the server runs, as its
user and with its settings. It ends with 1 where there is a problem.`,
  options: {
    quick: {
      type: 'boolean',
      means: 'leave out the full check of a SQLite file, which reads all of it',
    },
    json: jsonOption,
  },
  async run({ options }, context) {
    const findings = await watchStages(
      ({ watch }) => examine(options, context, watch),
      'Stopped. Nothing was changed.',
      context.terminal,
    );
    if (options.json) printJson({ findings }, context.terminal);
    else reportFindings(findings, context.terminal);
    const isWell = findings.every(({ state }) => state !== 'problem');
    return isWell ? exitCodes.done : exitCodes.failed;
  },
});

async function examine(
  { quick }: { readonly quick: boolean },
  { environment }: CommandContext,
  watch: StageWatcher,
): Promise<readonly Finding[]> {
  const database = findDatabase(environment);
  const { findings, config } = checkConfiguration(environment, database);
  return [
    checkNode(process.versions.node),
    ...findings,
    ...(database === undefined ? [] : checkFiles(database, environment)),
    ...(database === undefined ? [] : await checkData(database, { quick, config }, watch)),
    ...(config === undefined ? [] : checkFileLimit(config)),
  ];
}

/** Undefined where DATABASE_URL itself is at fault, which the configuration tells. */
function findDatabase(environment: CommandContext['environment']): DatabaseLocation | undefined {
  try {
    return readDatabaseLocation(environment);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function checkData(
  database: DatabaseLocation,
  { quick, config }: { readonly quick: boolean; readonly config: Config | undefined },
  watch: StageWatcher,
): Promise<readonly Finding[]> {
  const begunAt = readClocks();
  const place = describeDatabase(database);
  const integrity = async () =>
    database.engine === 'sqlite' && !quick && statSync(database.path).size > 0
      ? [await checkSqliteIntegrity(database, watch)]
      : [];
  try {
    if (database.engine === 'sqlite' && !existsSync(database.path)) {
      // Throws where a log is left alone, or where this user may not look.
      await readSchemaState(database);
      return [noDatabase(place)];
    }
    const before = readClocks();
    const expiredBefore = before.wallMs - 10 * durations.minute;
    const inspection = await inspect(database, { expiredBefore });
    const after = readClocks();
    const { content } = inspection;
    const held = await integrity();
    const clocks = { first: begunAt, before, after, last: readClocks() };
    return [
      ...checkDatabase(place, inspection),
      ...held,
      ...(content === undefined || config === undefined
        ? []
        : checkKeys(config.encryptionKeys, content)),
      checkClock(inspection, clocks),
      ...(content === undefined ? [] : checkRunning(content, { config, now: after.wallMs })),
    ];
  } catch (error) {
    if (!(error instanceof StorageUnavailableError)) throw error;
    const advice = 'No server starts, and nobody can sign in, until that is done.';
    const unusable = problem('Database', error.message, advice);
    return error.kind === 'damaged' ? [unusable, ...(await integrity())] : [unusable];
  }
}

function noDatabase(place: string): Finding {
  return warning(
    'Database',
    `There is no file ${place}.`,
    'A server makes it when it starts, "totp-kit restore" out of a backup. Or is DATABASE_URL mistyped?',
  );
}
