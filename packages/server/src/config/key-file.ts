import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeyFile, requireKeyFile } from '../keyring/key-file.ts';
import type { KeyMaterial } from '../keyring/keyring.ts';
import type { DatabaseLocation } from '../store/open-store.ts';
import { ConfigError } from './config-error.ts';
import type { SettingValues } from './settings-schema.ts';

/** Whether a key file may be made where keys are neither given nor there; a database in use has its keys. */
export type KeyFileRule = 'may be made' | 'must be there';

/** What to do where keys have to be given and are not. The command writes over no file. */
export const howToMakeKeys =
  'If this database is in use, give back the keys it has. For a new one, make them once: (umask 077 && set -C && echo "k1:$(openssl rand -base64 32)" > totp-kit.keys). Keep a copy elsewhere, and name the file in TOTP_KIT_KEYS_FILE.';

interface Keys {
  readonly encryptionKeys: readonly KeyMaterial[];
  readonly keyFile: string | undefined;
}

/** The keys that were given, or those in the file beside the database. @throws ConfigError */
export function keysOf(
  values: Pick<SettingValues, 'TOTP_KIT_KEYS' | 'DATABASE_URL'>,
  { givenFile, rule }: { readonly givenFile: string | undefined; readonly rule: KeyFileRule },
): Keys {
  const { TOTP_KIT_KEYS: given, DATABASE_URL: database } = values;
  return given === undefined
    ? keysBesideDatabase(database, rule)
    : { encryptionKeys: given, keyFile: givenFile };
}

function keysBesideDatabase(database: DatabaseLocation, rule: KeyFileRule): Keys {
  const path = keyFileBeside(database);
  if (rule === 'must be there' && !existsSync(path)) {
    throw new ConfigError([
      `TOTP_KIT_KEYS: is not set, and there is no key file ${path}. Give the keys that the server runs with.`,
    ]);
  }
  try {
    requireKeyFile(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      `The key file ${path} can be neither read nor made (${why}). Make the folder writable for the user that runs totp-kit, or name another place in DATABASE_URL.`,
    ]);
  }
  const keys = new KeyFile(path).read();
  if ('fault' in keys) throw new ConfigError([`${path}: ${keys.fault}.`]);
  return { encryptionKeys: keys, keyFile: path };
}

/** Where the key file of a database lies, if there is one. */
export function keyFileBeside(database: DatabaseLocation): string {
  const folder = database.engine === 'sqlite' ? dirname(database.path) : './data';
  return join(folder, 'totp-kit.keys');
}
