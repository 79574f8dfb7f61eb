import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, type Environment } from './config.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment, () => undefined);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

function database(): Environment {
  return { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'data', 'test.db')}` };
}

const key = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

describe('readConfig', () => {
  it('has defaults for everything', () => {
    const config = readConfig(database(), () => undefined);
    expect(config).toMatchObject({
      isProduction: false,
      port: 8787,
      hosts: ['127.0.0.1', '::1'],
      publicUrl: 'http://localhost:8787',
      issuer: 'totp-kit',
      allowedOrigins: [],
      window: 1,
      signUp: 'open',
      accountDisclosure: 'private',
    });
  });

  it.each([
    ['postgres://user:s3cret@db.example:5433/totp', 'PostgreSQL db.example:5433/totp'],
    ['postgres://user:s3cret@/totp?host=/var/run/postgresql', 'PostgreSQL'],
    ['postgres://user:s3cret@h1:5432,h2:5432/totp', 'PostgreSQL'],
    ['postgres://db/totp?password=s3cret&options=-c%20s3cret', 'PostgreSQL db/totp'],
  ])('shows no password of %s', (url, shown) => {
    const { settings } = readConfig({ DATABASE_URL: url, TOTP_KIT_KEYS: key }, () => undefined);
    const value = settings.find(({ name }) => name === 'DATABASE_URL')?.value;
    expect(value).toBe(shown);
    expect(JSON.stringify(settings)).not.toContain('s3cret');
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      TOTP_KIT_PUBLIC_URL: 'https://a.example/path?query',
      TOTP_KIT_ISSUER: 'a:b',
      TOTP_KIT_ORIGINS: 'https://ok.example, nonsense',
      TOTP_KIT_KEYS: 'k1:short',
      TOTP_KIT_MANAGEMENT_KEY: 'short',
      TOTP_KIT_WINDOW: '2',
      TOTP_KIT_SIGN_UP: 'yes',
      TOTP_KIT_ACCOUNT_DISCLOSURE: 'true',
    });
    const names = faults.map((fault) => fault.split(':')[0]);
    expect(names).toEqual([
      'PORT',
      'DATABASE_URL',
      'TOTP_KIT_PUBLIC_URL',
      'TOTP_KIT_ISSUER',
      'TOTP_KIT_ORIGINS',
      'TOTP_KIT_KEYS',
      'TOTP_KIT_MANAGEMENT_KEY',
      'TOTP_KIT_WINDOW',
      'TOTP_KIT_SIGN_UP',
      'TOTP_KIT_ACCOUNT_DISCLOSURE',
    ]);
  });

  it('keeps private who has an account, unless told to disclose it', () => {
    const read = (value: string) =>
      readConfig({ ...database(), TOTP_KIT_ACCOUNT_DISCLOSURE: value }, () => undefined);
    expect(read('open').accountDisclosure).toBe('open');
    expect(read('private').accountDisclosure).toBe('private');
    expect(faultsOf({ ...database(), TOTP_KIT_ACCOUNT_DISCLOSURE: 'Open' })).toEqual([
      'TOTP_KIT_ACCOUNT_DISCLOSURE: must be private or open.',
    ]);
  });

  it('never repeats a secret in a fault', () => {
    const faults = faultsOf({ TOTP_KIT_KEYS: 'k1:s3cret', TOTP_KIT_MANAGEMENT_KEY: 's3cret' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('refuses production without keys and a public URL, and says how to make a key', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    expect(faults.join('\n')).toMatch(/TOTP_KIT_KEYS.*openssl rand.*\n.*TOTP_KIT_PUBLIC_URL/);
  });

  it.each(['http://shop.example', 'HTTP://shop.example/auth', ' Http://shop.example'])(
    'refuses %s in production',
    (TOTP_KIT_PUBLIC_URL) => {
      const faults = faultsOf({
        NODE_ENV: 'production',
        TOTP_KIT_KEYS: key,
        TOTP_KIT_PUBLIC_URL,
      });
      expect(faults).toEqual([expect.stringMatching(/must start with https:/) as string]);
    },
  );

  it('has a console unless pages of a site share its origin', () => {
    const consoleOf = (settings: Environment) => {
      const config = readConfig({ TOTP_KIT_KEYS: key, ...settings }, () => undefined);
      const shown = config.settings.find(({ name }) => name === 'TOTP_KIT_CONSOLE');
      return [config.hasConsole, shown?.value, shown?.isDefault];
    };
    const mounted = { TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth' };
    expect(consoleOf({})).toEqual([true, 'on', true]);
    expect(consoleOf({ TOTP_KIT_PUBLIC_URL: 'https://shop.example/' })).toEqual([true, 'on', true]);
    expect(consoleOf(mounted)).toEqual([false, 'off', true]);
    expect(consoleOf({ ...mounted, TOTP_KIT_CONSOLE: 'on' })).toEqual([true, 'on', false]);
    expect(consoleOf({ TOTP_KIT_CONSOLE: 'off' })).toEqual([false, 'off', false]);
  });

  it('makes a key file beside the database outside production, once', () => {
    const environment = database();
    const first = readConfig(environment, () => undefined);
    const second = readConfig(environment, () => undefined);
    expect(second.encryptionKeys).toEqual(first.encryptionKeys);
    const databasePath = environment['DATABASE_URL']?.replace('sqlite:', '') ?? '';
    const path = join(databasePath, '..', 'totp-kit.keys');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toMatch(/^k1:[A-Za-z0-9+/]{43}=\n$/);
  });

  it('reads a value from the file that NAME_FILE names', () => {
    const path = join(temporaryFolder(), 'keys');
    writeFileSync(path, `${key}\n`);
    const config = readConfig({ ...database(), TOTP_KIT_KEYS_FILE: path }, () => undefined);
    expect(config.encryptionKeys[0]?.id).toBe('k1');
    expect(faultsOf({ TOTP_KIT_KEYS_FILE: '/nowhere/keys', TOTP_KIT_ISSUER: 'x' })).toEqual([
      'TOTP_KIT_KEYS_FILE: the file /nowhere/keys cannot be read.',
    ]);
    const both = faultsOf({ TOTP_KIT_KEYS: key, TOTP_KIT_KEYS_FILE: path });
    expect(both).toEqual(['TOTP_KIT_KEYS_FILE: TOTP_KIT_KEYS is given too. Give one of them.']);
  });

  it('warns of names it does not know', () => {
    const warnings: string[] = [];
    readConfig({ ...database(), TOTP_KIT_ORIGIN: 'https://a.example' }, (sentence) => {
      warnings.push(sentence);
    });
    expect(warnings).toEqual([expect.stringContaining('TOTP_KIT_ORIGIN ')]);
  });

  it('says what is wrong when the folder for the key file cannot be made', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const faults = faultsOf({ DATABASE_URL: `sqlite:${join(folder, 'file', 'x', 'test.db')}` });
    expect(faults.join()).toMatch(/DATABASE_URL/);
  });
});
