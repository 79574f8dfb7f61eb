import { readConfig, readDatabaseLocation } from '../../config.ts';
import { KeyFile } from '../../keyring/key-file.ts';
import { Keyring } from '../../keyring/keyring.ts';
import { readClock } from '../../services/clock-watch.ts';
import { KeyManagement } from '../../services/key-management.ts';
import { openStore } from '../../store/open-store.ts';
import type { CommandContext } from '../command.ts';
import { commandLine, requireCurrentSchema } from '../open-services.ts';

/**
 * Does something with the keys of the database that the environment names. Unlike other commands it needs no ring that
 * opens everything: what is wrong with one can be looked at.
 * @throws ConfigError, StorageUnavailableError, KeyRefusal; CommandFailure where the database is not there
 */
export async function withKeys<Result>(
  { environment, terminal }: CommandContext,
  use: (keys: KeyManagement) => Promise<Result>,
): Promise<Result> {
  await requireCurrentSchema(readDatabaseLocation(environment));
  const warn = (sentence: string): void => {
    terminal.err.write(`Warning: ${sentence}\n`);
  };
  const config = readConfig(environment, warn, { keyFile: 'must be there' });
  const file = config.keyFile === undefined ? undefined : new KeyFile(config.keyFile);
  const store = await openStore(config.database, warn);
  try {
    const keyring = new Keyring(config.encryptionKeys, file);
    const clock = await readClock({ store }, warn);
    return await use(new KeyManagement({ store, keyring, clock, by: commandLine }, file));
  } finally {
    await store.close();
  }
}
