import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOrCreateKeyFile } from '../keyring/key-file.ts';
import { parseKeyList } from '../keyring/key-list.ts';
import type { KeyMaterial } from '../keyring/keyring.ts';
import type { DatabaseLocation } from '../store/open-store.ts';
import { ConfigError } from './config-error.ts';

/** Whether a key file may be made where keys are neither given nor there; a database in use has its keys. */
export type KeyFileRule = 'may be made' | 'must be there';

/** The keys in the file beside the database. @throws ConfigError */
export function keysBesideDatabase(
  database: DatabaseLocation,
  keyFile: KeyFileRule,
): readonly KeyMaterial[] {
  const path = keyFileBeside(database);
  if (keyFile === 'must be there' && !existsSync(path)) {
    throw new ConfigError([
      `TOTP_KIT_KEYS: is not set, and there is no key file ${path}. Give the keys that the server runs with.`,
    ]);
  }
  try {
    const keys = parseKeyList(readOrCreateKeyFile(path));
    if (!('fault' in keys)) return keys;
    throw new ConfigError([`${path}: ${keys.fault}.`]);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      `The key file ${path} can be neither read nor made (${why}). Make the folder writable for the user that runs totp-kit, or name another place in DATABASE_URL.`,
    ]);
  }
}

/** Where the key file of a database lies, if there is one. */
export function keyFileBeside(database: DatabaseLocation): string {
  const folder = database.engine === 'sqlite' ? dirname(database.path) : './data';
  return join(folder, 'totp-kit.keys');
}
