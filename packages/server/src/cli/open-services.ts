import { describeDatabase, readConfig, readDatabaseLocation, type Config } from '../config.ts';
import { Keyring } from '../keyring/keyring.ts';
import type { Actor } from '../services/context.ts';
import { readClock } from '../services/clock-watch.ts';
import { createServices, type Services } from '../services/services.ts';
import { openStore, readSchemaState, type DatabaseLocation } from '../store/open-store.ts';
import { readVersion } from '../version.ts';
import type { CommandContext } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailure } from './failures.ts';

/** Who did what commands do, on every timeline. */
export const commandLine: Actor = { kind: 'system', id: 'command line' };

/** What a command works with: the services of a server, on its database. */
export interface OpenServices {
  readonly services: Services;
  readonly config: Config;
}

/**
 * Does something with the services, on the database that the environment names, and closes it.
 * @throws ConfigError, StorageUnavailableError, WrongEncryptionKeyError; CommandFailure where the database is not there
 *   or needs a migration
 */
export async function withServices<Result>(
  { environment, terminal }: CommandContext,
  use: (open: OpenServices) => Promise<Result>,
): Promise<Result> {
  // Before the rest is read, which makes a key file beside a database that may be a mistyped one.
  await requireCurrentSchema(readDatabaseLocation(environment));
  const warn = (sentence: string): void => {
    terminal.err.write(`Warning: ${sentence}\n`);
  };
  // The keys of a database that is in use are somewhere: a new one would be the wrong one.
  const config = readConfig(environment, warn, { keyFile: 'must be there' });
  const store = await openStore(config.database, warn);
  try {
    const keyring = new Keyring(config.encryptionKeys);
    const context = { ...config, store, keyring, clock: await readClock({ store }, warn) };
    const about = { version: readVersion(), settings: [...config.settings] };
    const services = await createServices(context, config.managementKey, about);
    return await use({ services, config });
  } finally {
    await store.close();
  }
}

/** @throws CommandFailure where the database is not there or needs a migration */
export async function requireCurrentSchema(location: DatabaseLocation): Promise<void> {
  const { version, newest } = await readSchemaState(location);
  if (version === newest) return;
  throw new CommandFailure(exitCodes.failed, whyNotCurrent({ version, newest }, location));
}

/** Why commands do not work on a database of another schema version than this program's. */
export function whyNotCurrent(
  { version, newest }: { readonly version: number; readonly newest: number },
  location: DatabaseLocation,
): string {
  const place = describeDatabase(location);
  if (version === 0) {
    return `There is no data of totp-kit in ${place} yet. "totp-kit migrate" makes it; DATABASE_URL names another place.`;
  }
  return version < newest
    ? `The database ${place} has schema version ${version}, this program needs ${newest}. "totp-kit migrate" changes it.`
    : `The database ${place} has schema version ${version}, this program knows up to ${newest}. Use the newer totp-kit that wrote it.`;
}
