import type { AccountDisclosure } from './core/account-disclosure.ts';
import type { AddressRange } from './core/address-range.ts';
import { ConfigError } from './config/config-error.ts';
import { consoleAt, publicUrlOf } from './config/derived-defaults.ts';
import { howToMakeKeys, keysOf, type KeyFileRule } from './config/key-file.ts';
import { readValues, warnOfUnknownNames, type Environment } from './config/read-values.ts';
import { describeSettings, type SettingInEffect } from './config/settings-in-effect.ts';
import { settingsSchema, type SettingValues } from './config/settings-schema.ts';
import type { LogLevel } from './core/log-level.ts';
import type { SignUpMode } from './core/sign-up-mode.ts';
import type { SupportLinks } from './core/support-links.ts';
import type { KeyMaterial } from './keyring/keyring.ts';
import type { DatabaseLocation } from './store/open-store.ts';

export { ConfigError } from './config/config-error.ts';
export type { Environment } from './config/read-values.ts';
export type { SettingInEffect } from './config/settings-in-effect.ts';

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
  /** The file they are in, which a running server reads anew when it changes; undefined where the environment has them. */
  readonly keyFile: string | undefined;
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
  /** From which level on log lines are written. */
  readonly logLevel: LogLevel;
  /** The most connections at once. */
  readonly maxConnections: number;
  /** How long a server that stops still takes new connections, for load balancers to notice; milliseconds. */
  readonly stopDelayMs: number;
  /** Whether there is a console. Below a path, where pages of the site share its origin, only if that is asked for. */
  readonly hasConsole: boolean;
  /** Whether support sees the links that users enroll again by. */
  readonly supportLinks: SupportLinks;
  /** Every setting with what is in effect; secrets only as `set`. */
  readonly settings: readonly SettingInEffect[];
}

export interface ConfigOptions {
  /** Whether a key file may be made where keys are neither given nor there; a database in use has its keys. */
  readonly keyFile?: KeyFileRule;
}

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
  const parsed = settingsSchema.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      faults.push(`${String(issue.path[0] ?? 'environment')}: ${issue.message}.`);
    }
  }
  const isProduction = environment['NODE_ENV'] === 'production';
  if (isProduction && values['TOTP_KIT_KEYS'] === undefined) {
    faults.push(
      `TOTP_KIT_KEYS: is needed in production, because keys made by the server could be lost with its disk. ${howToMakeKeys}`,
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
    ...toConfig(parsed.data, { isProduction }),
    ...keysOf(parsed.data, { givenFile: environment['TOTP_KIT_KEYS_FILE'], rule: keyFile }),
    settings: describeSettings(values, parsed.data),
  };
}

/**
 * Where the data lies, by itself: no other setting is looked at, and no key file is made.
 * @throws ConfigError
 */
export function readDatabaseLocation(environment: Environment): DatabaseLocation {
  const { values, faults } = readValues(environment);
  const parsed = settingsSchema.shape.DATABASE_URL.safeParse(values['DATABASE_URL']);
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
  values: SettingValues,
  { isProduction }: { readonly isProduction: boolean },
): Omit<Config, 'settings' | 'encryptionKeys' | 'keyFile'> {
  const publicUrl = publicUrlOf(values);
  return {
    isProduction,
    port: values.PORT,
    hosts: values.HOST,
    database: values.DATABASE_URL,
    publicUrl,
    issuer: values.TOTP_KIT_ISSUER,
    allowedOrigins: values.TOTP_KIT_ORIGINS,
    managementKey: values.TOTP_KIT_MANAGEMENT_KEY,
    window: values.TOTP_KIT_WINDOW,
    signUp: values.TOTP_KIT_SIGN_UP,
    accountDisclosure: values.TOTP_KIT_ACCOUNT_DISCLOSURE,
    trustedProxies: values.TOTP_KIT_TRUSTED_PROXIES,
    auditDays: values.TOTP_KIT_AUDIT_DAYS,
    auditFailures: values.TOTP_KIT_AUDIT_FAILURES,
    logLevel: values.TOTP_KIT_LOG_LEVEL,
    maxConnections: values.TOTP_KIT_MAX_CONNECTIONS,
    stopDelayMs: values.TOTP_KIT_STOP_DELAY * 1000,
    hasConsole: (values.TOTP_KIT_CONSOLE ?? consoleAt(publicUrl)) === 'on',
    supportLinks: values.TOTP_KIT_SUPPORT_LINKS,
  };
}
