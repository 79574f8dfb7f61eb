import type { Config } from './config.ts';
import { KeyFile } from './keyring/key-file.ts';
import type { KeyMaterial } from './keyring/keyring.ts';
import { withoutSecrets } from './redaction/secret-texts.ts';

/**
 * Takes secrets out of what is logged: those of the configuration as they are, all others by what they look like. The
 * key file is looked at again, because keys come into it while the server runs; what went out of it is secret for ever.
 */
export function logRedaction({
  managementKey,
  encryptionKeys,
  keyFile,
  database,
}: Pick<Config, 'managementKey' | 'encryptionKeys' | 'keyFile' | 'database'>): (
  text: string,
) => string {
  const own = new Map<string, string>();
  if (managementKey !== undefined) own.set(managementKey, '[management key]');
  const addKeys = (keys: readonly KeyMaterial[]): void => {
    for (const { bytes } of keys) {
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        own.set(bytes.toString(encoding), '[encryption key]');
      }
    }
  };
  addKeys(encryptionKeys);
  const source = keyFile === undefined ? undefined : new KeyFile(keyFile);
  let lastReading = source?.read();
  if (database.engine === 'postgres') {
    const password = passwordOf(database.url);
    for (const spelling of [password, decode(password)]) {
      if (spelling.length >= shortestPassword) own.set(spelling, '[password]');
    }
  }
  return (text) => {
    const reading = source?.read();
    if (reading !== lastReading) {
      lastReading = reading;
      if (reading !== undefined && !('fault' in reading)) addKeys(reading);
    }
    let left = text;
    for (const [secret, shown] of own) left = left.replaceAll(secret, shown);
    return withoutSecrets(left);
  };
}

/** A shorter one would be found in any text. In the URL of the database it is found all the same. */
const shortestPassword = 6;

function passwordOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return '';
  return parsed.searchParams.get('password') ?? parsed.password;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
