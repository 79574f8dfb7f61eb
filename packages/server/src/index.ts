import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { createApp, type App } from './app.ts';
import { ConfigError, type Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import { Keyring } from './keyring/keyring.ts';
import { loadStaticFiles, type StaticFiles } from './routes/static-files.ts';
import { createServices } from './services/services.ts';
import { startSweeper } from './services/sweeper.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

export { ConfigError, readConfig, type Config, type Environment } from './config.ts';
export { StorageUnavailableError } from './store/engine.ts';
export { WrongEncryptionKeyError } from './services/server-keys.ts';

export interface TotpKitOptions {
  readonly config: Config;
  /** Milliseconds since 1970; the system's unless given. */
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Where the data is kept; what the configuration names unless given. It is closed with the server. */
  readonly store?: Store | undefined;
  /** A folder of static pages to serve beside the API, such as the demo. Refused in production. */
  readonly siteFolder?: string | undefined;
}

/** A server without a socket: mount `app`, or hand its `fetch` to any runtime that takes one. */
export interface TotpKit {
  readonly app: App;
  /** A link that makes the first administrator, good for 15 minutes; undefined when there is one, or no console. */
  readonly inviteFirstAdministrator: () => Promise<string | undefined>;
  /** Makes `/readyz` say no, so that a load balancer sends no more requests here. */
  readonly prepareToStop: () => void;
  /** Finishes what was begun and closes the database. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the database and makes the app.
 * @throws StorageUnavailableError, WrongEncryptionKeyError, ConfigError
 */
export async function createTotpKit(options: TotpKitOptions): Promise<TotpKit> {
  const { config, clock = Date.now, logger = pino({ level: 'silent' }), siteFolder } = options;
  if (config.isProduction && siteFolder !== undefined) {
    throw new ConfigError(['--site: is for development. Serve your site by itself.']);
  }
  const store = options.store ?? (await openStore(config.database));
  try {
    const { publicUrl, allowedOrigins, issuer, window, signUp, accountDisclosure, supportLinks } =
      config;
    const keyring = new Keyring(config.encryptionKeys);
    const services = await createServices(
      {
        store,
        keyring,
        clock,
        publicUrl,
        allowedOrigins,
        issuer,
        window,
        signUp,
        accountDisclosure,
        supportLinks,
      },
      config.managementKey,
      { version: ownVersion(), settings: [...config.settings] },
    );
    let isStopping = false;
    const app = createApp({
      ...config,
      services,
      browserFiles: loadStaticFiles(browserFolder()),
      pageFiles: loadStaticFiles(fileURLToPath(new URL('../static', import.meta.url))),
      consoleFiles: config.hasConsole ? loadStaticFiles(consoleFolder()) : undefined,
      siteFiles: siteFolder === undefined ? undefined : loadSite(siteFolder),
      log: ({ error, code, requestId }) => {
        logger.error({ err: error, code, requestId }, 'a request failed');
      },
      isStopping: () => isStopping,
    });
    const { auditDays, auditFailures } = config;
    const sweeper = startSweeper({
      sweep: () => store.sweepExpired(clock(), { auditDays, auditFailures }),
      onFault: (error) => {
        logger.error({ err: error }, 'expired rows could not be deleted');
      },
    });
    return {
      app,
      inviteFirstAdministrator: async () =>
        config.hasConsole
          ? services.administrators.inviteFirst({ kind: 'system', id: 'start' })
          : undefined,
      prepareToStop: () => {
        isStopping = true;
      },
      close: async () => {
        await sweeper.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function loadSite(folder: string): StaticFiles {
  const files = loadStaticFiles(folder);
  if (files.size > 0) return files;
  throw new ConfigError([`--site: there is nothing to serve in ${folder}.`]);
}

/** Where the console's pages lie: they are built into this package. */
function consoleFolder(): string {
  return fileURLToPath(new URL('../dist/console', import.meta.url));
}

function ownVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Where the elements' bundle lies, in the components package. */
function browserFolder(): string {
  const manifest = import.meta.resolve('@totp-kit/components/package.json');
  return fileURLToPath(new URL('./dist/browser', manifest));
}
