import { dirname, join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { accountDisclosures, type AccountDisclosure } from './core/account-disclosure.ts';
import { parseAddressRange, type AddressRange } from './core/address-range.ts';
import { limits } from './core/durations.ts';
import { basePathOf, parsePublicUrl } from './core/public-url.ts';
import type { SettingName } from './core/settings.ts';
import { signUpModes, type SignUpMode } from './core/sign-up-mode.ts';
import { parseKeyList } from './keyring/key-list.ts';
import type { KeyMaterial } from './keyring/keyring.ts';
import { readOrCreateKeyFile } from './keyring/key-file.ts';
import { supportLinks, type SupportLinks } from './core/support-links.ts';
import type { DatabaseLocation } from './store/open-store.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the process was started with. */
export function processEnvironment(): Environment {
  return process.env;
}

/** What a server runs with: parsed once, every fault named at once. */
export interface Config {
  readonly isProduction: boolean;
  readonly port: number;
  /** Addresses to listen on. */
  readonly hosts: readonly string[];
  readonly database: DatabaseLocation;
  /** The URL people and tokens see: an origin, and the path the server is mounted at, without a slash at its end. */
  readonly publicUrl: string;
  readonly issuer: string;
  readonly allowedOrigins: readonly string[];
  readonly encryptionKeys: readonly KeyMaterial[];
  readonly managementKey: string | undefined;
  /** Steps accepted either side of now. */
  readonly window: number;
  readonly signUp: SignUpMode;
  readonly accountDisclosure: AccountDisclosure;
  readonly trustedProxies: readonly AddressRange[];
  /** Days that audit events are kept. */
  readonly auditDays: number;
  /** Audit events kept of each kind that strangers or users cause at will. */
  readonly auditFailures: number;
  /** Whether there is a console. Below a path, where pages of the site share its origin, only if that is asked for. */
  readonly hasConsole: boolean;
  /** Whether support sees the links that users enroll again by. */
  readonly supportLinks: SupportLinks;
  /** Every setting with what is in effect; secrets only as `set`. */
  readonly settings: readonly SettingInEffect[];
}

export interface SettingInEffect {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
}

export interface ConfigOptions {
  /** Whether a key file may be made where keys are neither given nor there; a database in use has its keys. */
  readonly keyFile?: 'may be made' | 'must be there';
}

/** Every fault of a configuration, each a sentence that names its variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** How many faults there are, as a sentence. */
  readonly summary: string;
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    const summary = `The configuration of totp-kit has ${count}.`;
    super([summary, ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.summary = summary;
    this.faults = faults;
  }
}

const bothLoopbacks = ['127.0.0.1', '::1'];

const webOrigin = z.string().transform((text, context) => {
  const url = URL.parse(text.trim());
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) {
    return url.origin;
  }
  context.addIssue(`"${text.trim()}" is not an origin such as https://app.example.com`);
  return z.NEVER;
});

const publicUrl = z.string().transform((text, context) => {
  const read = parsePublicUrl(text);
  if ('url' in read) return read.url;
  context.addIssue(read.fault);
  return z.NEVER;
});

const wholeNumber = (lowest: number, highest: number) =>
  z.string().transform((text, context) => {
    const number = Number(text);
    if (/^[0-9]+$/.test(text) && number >= lowest && number <= highest) return number;
    context.addIssue(`"${text}" is not a whole number from ${lowest} to ${highest}`);
    return z.NEVER;
  });

const addressRange = z.string().transform((text, context) => {
  const range = parseAddressRange(text);
  if (range !== undefined) return range;
  context.addIssue(`"${text}" is not an address or a range such as 10.0.0.0/8`);
  return z.NEVER;
});

const databaseUrl = z.string().transform((text, context): DatabaseLocation => {
  const [, path] = /^sqlite:(.+)$/.exec(text) ?? [];
  if (path !== undefined) return { engine: 'sqlite', path };
  if (/^postgres(ql)?:\/\/./.test(text)) return { engine: 'postgres', url: text };
  context.addIssue(
    'must start with "sqlite:" or "postgres://", such as sqlite:./data/totp-kit.db or postgres://user@host/database',
  );
  return z.NEVER;
});

const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(1, 65_535).default(8787),
  HOST: z
    .string()
    .transform((host) => [host])
    .default(bothLoopbacks),
  DATABASE_URL: databaseUrl.default({ engine: 'sqlite', path: './data/totp-kit.db' }),
  TOTP_KIT_PUBLIC_URL: publicUrl.optional(),
  TOTP_KIT_ISSUER: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .refine(
      (issuer) => !issuer.includes(':'),
      'must not contain a colon: authenticator apps split there',
    )
    .refine((issuer) => !/\p{C}/u.test(issuer), 'must not contain control characters')
    .default('totp-kit'),
  TOTP_KIT_ORIGINS: z
    .string()
    .transform((list) => list.split(',').filter((entry) => entry.trim() !== ''))
    .pipe(z.array(webOrigin))
    .default([]),
  TOTP_KIT_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseKeyList(text);
      if (!('fault' in keys)) return keys;
      context.addIssue(keys.fault);
      return z.NEVER;
    })
    .optional(),
  TOTP_KIT_MANAGEMENT_KEY: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9._~+/=-]{32,512}$/,
      'must have at least 32 letters and digits, such as the output of: openssl rand -hex 32',
    )
    .optional(),
  TOTP_KIT_WINDOW: wholeNumber(0, 1).default(1),
  TOTP_KIT_SIGN_UP: z.enum(signUpModes, 'must be open, ticket or closed').default('open'),
  TOTP_KIT_ACCOUNT_DISCLOSURE: z
    .enum(accountDisclosures, 'must be private or open')
    .default('private'),
  TOTP_KIT_CONSOLE: z.enum(['on', 'off'], 'must be on or off').optional(),
  TOTP_KIT_SUPPORT_LINKS: z.enum(supportLinks, 'must be hidden or shown').default('hidden'),
  TOTP_KIT_TRUSTED_PROXIES: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .pipe(z.array(addressRange))
    .default([]),
  TOTP_KIT_AUDIT_DAYS: wholeNumber(1, 3650).default(limits.auditDays),
  TOTP_KIT_AUDIT_FAILURES: wholeNumber(1000, 10_000_000).default(limits.auditFailures),
});

// Documented one by one, and none that is not there.
const ourNames: readonly SettingName[] = Object.keys(
  environmentSchema.shape satisfies Record<SettingName, z.ZodType>,
) as (keyof typeof environmentSchema.shape)[];

/** Names that a file may give instead: `NAME_FILE` holds the path of a file with the value. */
const withFiles = ourNames.filter((name) => name !== 'NODE_ENV');

/**
 * Reads the configuration from an environment.
 * @param warn takes a sentence for each thing that is probably a mistake
 * @throws ConfigError with every fault at once
 */
export function readConfig(
  environment: Environment,
  warn: (sentence: string) => void,
  { keyFile = 'may be made' }: ConfigOptions = {},
): Config {
  const { values, faults } = readValues(environment);
  const parsed = environmentSchema.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      faults.push(`${String(issue.path[0] ?? 'environment')}: ${issue.message}.`);
    }
  }
  const isProduction = environment['NODE_ENV'] === 'production';
  if (isProduction && values['TOTP_KIT_KEYS'] === undefined) {
    faults.push(
      'TOTP_KIT_KEYS: is needed in production, because keys made by the server could be lost with its disk. Make one with: echo "k1:$(openssl rand -base64 32)".',
    );
  }
  if (isProduction && values['TOTP_KIT_PUBLIC_URL'] === undefined) {
    faults.push(
      'TOTP_KIT_PUBLIC_URL: is needed in production, such as https://auth.example.com or https://shop.example.com/auth.',
    );
  }
  if (isProduction && /^\s*http:/i.test(values['TOTP_KIT_PUBLIC_URL'] ?? '')) {
    faults.push(
      'TOTP_KIT_PUBLIC_URL: must start with https: in production, or cookies and links could be read on the way.',
    );
  }
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults);
  warnOfUnknownNames(environment, warn);
  return {
    ...toConfig(parsed.data, { isProduction, keyFile }),
    settings: describeSettings(values, parsed.data),
  };
}

/**
 * Where the data lies, by itself: no other setting is looked at, and no key file is made.
 * @throws ConfigError
 */
export function readDatabaseLocation(environment: Environment): DatabaseLocation {
  const { values, faults } = readValues(environment);
  const parsed = environmentSchema.shape.DATABASE_URL.safeParse(values['DATABASE_URL']);
  const ownFaults = faults.filter((fault) => fault.startsWith('DATABASE_URL'));
  for (const { message } of parsed.error?.issues ?? []) ownFaults.push(`DATABASE_URL: ${message}.`);
  if (parsed.success && ownFaults.length === 0) return parsed.data;
  throw new ConfigError(ownFaults);
}

/** A place where data lies, without the password that a PostgreSQL URL may hold. */
export function describeDatabase(database: DatabaseLocation): string {
  if (database.engine === 'sqlite') return database.path;
  const url = URL.parse(database.url);
  return url === null ? 'PostgreSQL' : `PostgreSQL ${url.host}${url.pathname}`;
}

function toConfig(
  values: z.output<typeof environmentSchema>,
  { isProduction, keyFile }: Required<ConfigOptions> & { readonly isProduction: boolean },
): Omit<Config, 'settings'> {
  const publicUrl = publicUrlOf(values);
  return {
    isProduction,
    port: values.PORT,
    hosts: values.HOST,
    database: values.DATABASE_URL,
    publicUrl,
    issuer: values.TOTP_KIT_ISSUER,
    allowedOrigins: values.TOTP_KIT_ORIGINS,
    encryptionKeys: values.TOTP_KIT_KEYS ?? keysBesideDatabase(values.DATABASE_URL, keyFile),
    managementKey: values.TOTP_KIT_MANAGEMENT_KEY,
    window: values.TOTP_KIT_WINDOW,
    signUp: values.TOTP_KIT_SIGN_UP,
    accountDisclosure: values.TOTP_KIT_ACCOUNT_DISCLOSURE,
    trustedProxies: values.TOTP_KIT_TRUSTED_PROXIES,
    auditDays: values.TOTP_KIT_AUDIT_DAYS,
    auditFailures: values.TOTP_KIT_AUDIT_FAILURES,
    hasConsole: (values.TOTP_KIT_CONSOLE ?? consoleAt(publicUrl)) === 'on',
    supportLinks: values.TOTP_KIT_SUPPORT_LINKS,
  };
}

function publicUrlOf(
  values: Pick<z.output<typeof environmentSchema>, 'TOTP_KIT_PUBLIC_URL' | 'PORT'>,
): string {
  return values.TOTP_KIT_PUBLIC_URL ?? `http://localhost:${values.PORT}`;
}

/** What TOTP_KIT_CONSOLE is unless said. */
function consoleAt(publicUrl: string): 'on' | 'off' {
  return basePathOf(publicUrl) === '' ? 'on' : 'off';
}

const secretNames = ['TOTP_KIT_KEYS', 'TOTP_KIT_MANAGEMENT_KEY'];
const secretDefaults: Readonly<Record<string, string>> = {
  TOTP_KIT_KEYS: 'made by the server, in a file beside the database',
};

function describeSettings(
  given: Readonly<Record<string, string | undefined>>,
  parsed: z.output<typeof environmentSchema>,
): readonly SettingInEffect[] {
  const defaults: Readonly<Record<string, unknown>> = {
    ...parsed,
    DATABASE_URL: 'sqlite:./data/totp-kit.db',
    TOTP_KIT_PUBLIC_URL: publicUrlOf(parsed),
    TOTP_KIT_CONSOLE: consoleAt(publicUrlOf(parsed)),
  };
  return ourNames.map((name) => {
    const text = given[name];
    const isDefault = text === undefined;
    if (secretNames.includes(name)) {
      const value = isDefault ? (secretDefaults[name] ?? 'not set') : 'set';
      return { name, value, isDefault };
    }
    return {
      name,
      value: isDefault ? show(defaults[name]) : withoutPassword(name, text),
      isDefault,
    };
  });
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : 'not set';
}

/** A database URL can hold a password in more places than a parser tells apart: of it only the known parts are shown. */
function withoutPassword(name: string, text: string): string {
  if (name !== 'DATABASE_URL' || text.startsWith('sqlite:')) return text;
  const url = URL.parse(text);
  return url === null ? 'PostgreSQL' : `PostgreSQL ${url.host}${url.pathname}`;
}

function readValues(environment: Environment): {
  values: Record<string, string | undefined>;
  faults: string[];
} {
  const values: Record<string, string | undefined> = {};
  const faults: string[] = [];
  for (const name of ourNames) values[name] = environment[name];
  for (const name of withFiles) {
    const path = environment[`${name}_FILE`];
    if (path === undefined) continue;
    if (values[name] !== undefined) {
      faults.push(`${name}_FILE: ${name} is given too. Give one of them.`);
      continue;
    }
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE: the file ${path} cannot be read.`);
    }
  }
  return { values, faults };
}

function warnOfUnknownNames(environment: Environment, warn: (sentence: string) => void): void {
  const known = new Set([...ourNames, ...withFiles.map((name) => `${name}_FILE`)]);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('TOTP_KIT_') && !known.has(name)) {
      warn(`${name} is not a setting of totp-kit and does nothing. Is it mistyped?`);
    }
  }
}

function keysBesideDatabase(
  database: DatabaseLocation,
  keyFile: Required<ConfigOptions>['keyFile'],
): readonly KeyMaterial[] {
  const folder = database.engine === 'sqlite' ? dirname(database.path) : './data';
  const path = join(folder, 'totp-kit.keys');
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
