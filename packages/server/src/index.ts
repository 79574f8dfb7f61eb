import { fileURLToPath } from 'node:url';
import { createApp, type App } from './app.ts';
import { ConfigError } from './config.ts';
import type { Clock } from './core/clock.ts';
import { basePathOf } from './core/public-url.ts';
import { SealingHeldError } from './core/seal.ts';
import { KeyFile } from './keyring/key-file.ts';
import { Keyring } from './keyring/keyring.ts';
import { guardLogger, type TotpKitLogger } from './logging/logger.ts';
import { openServerLog } from './logging/server-log.ts';
import { logRedaction } from './log-redaction.ts';
import type { RequestOrigin } from './middleware/environment.ts';
import { configOf, type ConfigSource } from './read-options.ts';
import { loadStaticFiles, type StaticFiles } from './routes/static-files.ts';
import { keepTime, machineClocks } from './services/clock-watch.ts';
import { startHeartbeat, type Heartbeat } from './services/heartbeat.ts';
import { Readiness } from './services/readiness.ts';
import { StorageFaultLog } from './services/storage-fault-log.ts';
import { WrongEncryptionKeyError } from './services/server-keys.ts';
import { createServices } from './services/services.ts';
import { startSweeper } from './services/sweeper.ts';
import { StorageUnavailableError } from './store/engine.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { readVersion } from './version.ts';

export { ConfigError, readConfig, type Config, type Environment } from './config.ts';
export type { Settings } from './core/settings.ts';
export type { RequestOrigin } from './middleware/environment.ts';
export type { TotpKitLogger } from './logging/logger.ts';
export { StorageUnavailableError, WrongEncryptionKeyError };

/** How to make a server; without `config` and `settings` the environment says what it runs with. */
export interface TotpKitOptions extends ConfigSource {
  /** Milliseconds since 1970, used as it is; the database's time unless given. */
  readonly clock?: Clock;
  /** Writes to the standard error output, from TOTP_KIT_LOG_LEVEL on, unless given. */
  readonly logger?: TotpKitLogger;
  /** Where the data is kept; what the configuration names unless given. It is closed with the server. */
  readonly store?: Store | undefined;
  /** A folder of static pages to serve beside the API, such as the demo. Refused in production. */
  readonly siteFolder?: string | undefined;
}

/**
 * A server without a socket, for a site that has one: hand every request below its path to `fetch`, or mount `app` in a
 * Hono app. Each one stands by itself; several may live in one process.
 */
export interface TotpKit {
  readonly app: App;
  /** The path of its public URL, which everything it answers is below, such as `/auth`; empty at the root. */
  readonly basePath: string;
  /**
   * Answers a request, whose URL has the whole path, the server's own included.
   * @param from where the request comes from; what needs to know refuses to answer without it (500, and the log says so)
   */
  readonly fetch: (request: Request, from?: RequestOrigin) => Promise<Response>;
  /** A link that makes the first administrator, good for 15 minutes; undefined when there is one, in production, or without a console. */
  readonly inviteFirstAdministrator: () => Promise<string | undefined>;
  /** Makes `/readyz` say no, so that a load balancer sends no more requests here. */
  readonly prepareToStop: () => void;
  /** Finishes what was begun and closes the database; once, however often it is called. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the database and makes the app.
 * @throws StorageUnavailableError, WrongEncryptionKeyError, ConfigError
 */
export async function createTotpKit(options: TotpKitOptions = {}): Promise<TotpKit> {
  const { siteFolder } = options;
  const log = options.logger ?? openServerLog();
  const config = configOf(options, (sentence) => {
    log.warn({}, sentence);
  });
  const logger = guardLogger(log, { level: config.logLevel, redact: logRedaction(config) });
  const basePath = basePathOf(config.publicUrl);
  if (siteFolder !== undefined) requireSitePlace({ ...config, basePath });
  const store =
    options.store ??
    (await openStore(config.database, (sentence) => {
      logger.warn({}, sentence);
    }));
  let heartbeat: Heartbeat | undefined;
  try {
    const { publicUrl, allowedOrigins, issuer, window, signUp, accountDisclosure, supportLinks } =
      config;
    const { encryptionKeys, keyFile } = config;
    const keyring = new Keyring(
      encryptionKeys,
      keyFile === undefined ? undefined : new KeyFile(keyFile),
    );
    const readiness = new Readiness(logger);
    const { clock, watch, isSettled } = await keepTime(options.clock, {
      store,
      readiness,
      sources: machineClocks,
      owner: config.database.engine === 'postgres' ? 'PostgreSQL' : 'this machine',
    });
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
      { version: readVersion(), settings: [...config.settings] },
    );
    const faultLog = new StorageFaultLog(logger, machineClocks.steady);
    const alive = await startHeartbeat({
      store,
      keyring,
      clock,
      readiness,
      version: readVersion(),
      sources: machineClocks,
      clockWatch: watch,
      hasNews: () => services.keys.hasNews,
      afterBeat: [
        async () => {
          for (const { level, message } of await services.keys.refresh())
            logger[level]({}, message);
          const { fault } = services.keys;
          if (fault === undefined) readiness.turnOn('keys');
          else readiness.turnOff('keys', fault);
        },
        async () => {
          faultLog.settle();
          for (const sentence of store.warnings()) logger.warn({}, sentence);
        },
      ],
      onFault: (error) => {
        logger.error({ err: error }, 'a sign of life failed');
      },
    });
    heartbeat = alive;
    // Keys may have changed since they were looked at: only now others see this server and wait for it.
    if (services.keys.fault !== undefined) throw new WrongEncryptionKeyError(services.keys.fault);
    const app = createApp({
      ...config,
      services,
      browserFiles: loadStaticFiles(browserFolder()),
      pageFiles: loadStaticFiles(fileURLToPath(new URL('../static', import.meta.url))),
      consoleFiles: config.hasConsole ? loadStaticFiles(consoleFolder()) : undefined,
      siteFiles: siteFolder === undefined ? undefined : loadSite(siteFolder),
      log: ({ error, code, requestId }) => {
        if (error instanceof StorageUnavailableError || error instanceof SealingHeldError) {
          alive.noteFault(error);
          faultLog.note({ error, code, requestId });
        } else logger.error({ err: error, code, requestId }, 'a request failed');
      },
      logAccess:
        config.logLevel === 'debug' ? (line) => logger.debug(line, 'a request') : undefined,
      unreadiness: () => readiness.reason,
    });
    const { auditDays, auditFailures } = config;
    const sweeper = startSweeper({
      isTimeSettled: isSettled,
      sweep: () => store.sweepExpired(clock(), { auditDays, auditFailures }),
      onFault: (error) => {
        logger.error({ err: error }, 'expired rows could not be deleted');
      },
    });
    const prepareToStop = (): void => {
      readiness.turnOff('stopping', 'this server stops.');
    };
    const stop = async (): Promise<void> => {
      prepareToStop();
      await sweeper.stop();
      await alive.stop();
      await store.close();
    };
    let closing: Promise<void> | undefined;
    return {
      app,
      basePath,
      fetch: async (request, from) => app.fetch(request, from),
      inviteFirstAdministrator: async () =>
        config.hasConsole && !config.isProduction
          ? services.administrators.inviteFirst({ kind: 'system', id: 'start' })
          : undefined,
      prepareToStop,
      close: () => (closing ??= stop()),
    };
  } catch (error) {
    await heartbeat?.stop();
    await store.close();
    throw error;
  }
}

/** @throws ConfigError where no site can be served beside the API */
function requireSitePlace(where: { readonly isProduction: boolean; readonly basePath: string }) {
  if (where.isProduction) {
    throw new ConfigError(['--site: is for development. Serve your site by itself.']);
  }
  if (where.basePath !== '') {
    throw new ConfigError([
      `--site: needs a TOTP_KIT_PUBLIC_URL without a path; ${where.basePath} is within a site of its own.`,
    ]);
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

/** Where the elements' bundle lies, in the components package. */
function browserFolder(): string {
  const manifest = import.meta.resolve('@totp-kit/components/package.json');
  return fileURLToPath(new URL('./dist/browser', manifest));
}
