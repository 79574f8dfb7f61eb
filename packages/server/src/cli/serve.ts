import { describeDatabase, readConfig, type Config, type Environment } from '../config.ts';
import { isInRanges } from '../core/address-range.ts';
import { basePathOf } from '../core/public-url.ts';
import { Connections, type ConnectionCaps } from '../http-server/connections.ts';
import { CrowdingLog } from '../http-server/crowding.ts';
import { drain } from '../http-server/drain.ts';
import { endProcessWell } from '../http-server/end-of-process.ts';
import { listen } from '../http-server/listen.ts';
import { connectionsFor, readOpenFileLimit } from '../http-server/open-files.ts';
import { socketTimes } from '../http-server/socket-times.ts';
import { createTotpKit, type TotpKit } from '../index.ts';
import { logRedaction } from '../log-redaction.ts';
import { guardLogger, type ServerLogger } from '../logging/logger.ts';
import { openServerLog } from '../logging/server-log.ts';
import { makeNodeHandler } from '../node-handler.ts';
import { readVersion } from '../version.ts';
import { defineCommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { explainFailure } from './failures.ts';
import type { TextOutput } from './terminal.ts';

export const serve = defineCommand({
  name: 'serve',
  summary: 'run the server',
  details: 'It makes the database where there is none. SIGTERM and SIGINT stop it gracefully.',
  options: {
    site: {
      type: 'string',
      value: 'FOLDER',
      means: 'serve static pages beside the API, too; not in production',
    },
  },
  async run({ options }, { environment, terminal }) {
    const { out, err } = terminal;
    const isServing = await runServe({ environment, siteFolder: options.site, out, err });
    return isServing ? exitCodes.done : exitCodes.failed;
  },
});

export interface ServeOptions {
  readonly environment: Environment;
  readonly siteFolder: string | undefined;
  readonly out: TextOutput;
  readonly err: TextOutput;
}

/**
 * One address has a quarter of the connections: an office behind one address keeps six for each browser, and a proxy
 * that nobody has named holds everybody's. An IPv6 /48 has half.
 */
const addressShare = 4;
const siteShare = 2;
const fewestOfAddress = 50;

/** Runs the server until SIGTERM or SIGINT. False when it could not start; the reason is on `err`. */
export async function runServe(options: ServeOptions): Promise<boolean> {
  try {
    const log = openServerLog();
    const config = readConfig(options.environment, (sentence) => {
      log.warn({}, sentence);
    });
    const logger = guardLogger(log, { level: config.logLevel, redact: logRedaction(config) });
    const totpKit = await createTotpKit({ config, logger: log, siteFolder: options.siteFolder });
    try {
      await open(totpKit, { config, logger });
    } catch (error) {
      await totpKit.close();
      throw error;
    }
    logger.info(
      {
        version: readVersion(),
        node: process.versions.node,
        engine: config.database.engine,
        publicUrl: config.publicUrl,
      },
      'started',
    );
    options.out.write(welcome(config, { hasSite: options.siteFolder !== undefined }));
    await inviteOnTerminal({ totpKit, config, out: options.out });
    return true;
  } catch (error) {
    options.err.write(`totp-kit cannot start: ${explainFailure(error).text}\n`);
    return false;
  }
}

/** Opens the doors: sockets with their limits, and an end for each of them. */
async function open(
  totpKit: TotpKit,
  { config, logger }: { readonly config: Config; readonly logger: ServerLogger },
): Promise<void> {
  const crowding = new CrowdingLog((fields, message) => {
    logger.warn(fields, message);
  });
  const connections = new Connections({
    ...capsOf(config, logger),
    times: socketTimes,
    isTrustedProxy: isInRanges(config.trustedProxies),
    onCrowded: crowding.onCrowded,
    onFault: (error) => {
      logger.error({ err: error }, 'a request could not be answered');
    },
  });
  const servers = await listen({
    hosts: config.hosts,
    port: config.port,
    times: socketTimes,
    connections,
    answer: makeNodeHandler(totpKit, { process: 'own' }),
    onFault: crowding.onFault,
  });
  endProcessWell({
    notReady: totpKit.prepareToStop,
    stopDelayMs: config.stopDelayMs,
    drain: () => drain(servers, connections),
    close: totpKit.close,
    log: logger,
  });
}

/** As many connections as are allowed, and as there are files for. */
function capsOf({ maxConnections }: Config, logger: ServerLogger): ConnectionCaps {
  const openFiles = readOpenFileLimit();
  const most = Math.min(maxConnections, connectionsFor(openFiles ?? Infinity));
  if (most < maxConnections) {
    logger.warn(
      { openFiles, most },
      `TOTP_KIT_MAX_CONNECTIONS is ${maxConnections}, but this process may have only ${openFiles} files open, so it takes ${most} connections at most. Raise the limit (systemd: LimitNOFILE=, Docker: --ulimit nofile=, a shell: ulimit -n), or set a lower number`,
    );
  }
  const shareOf = (share: number): number => Math.max(fewestOfAddress, Math.floor(most / share));
  return { most, mostOfAddress: shareOf(addressShare), mostOfSite: shareOf(siteShare) };
}

function welcome(config: Config, { hasSite }: { readonly hasSite: boolean }): string {
  const url = config.publicUrl;
  const path = basePathOf(url);
  const lines = [
    `totp-kit is listening on ${url}`,
    ...(path === '' ? [] : [`  Path             ${path}: a proxy in front must leave it in place`]),
    ...(hasSite ? [`  Pages            ${url}/`] : []),
    `  API description  ${url}/openapi.json`,
    `  Elements         <script type="module" src="${url}/totp-kit.js"></script>`,
    `  Data             ${describeDatabase(config.database)}`,
    `  Console          ${consoleLine(config)}`,
    `  Management API   ${url}/api/v1/manage`,
  ];
  return `${lines.join('\n')}\n`;
}

function consoleLine({ hasConsole, publicUrl, settings }: Config): string {
  if (hasConsole) return `${publicUrl}/console`;
  const given = settings.find(({ name }) => name === 'TOTP_KIT_CONSOLE');
  return given?.isDefault === true
    ? 'off, because pages of the site share its origin; TOTP_KIT_CONSOLE=on serves it'
    : 'off';
}

/** Makes the first administrator's link. It is a way into the console, so it stands on a terminal or nowhere. */
async function inviteOnTerminal({ totpKit, config, out }: Invited): Promise<void> {
  const isForTerminal = out.isTTY === true && !config.isProduction;
  if (!isForTerminal) return;
  const link = await totpKit.inviteFirstAdministrator();
  if (link === undefined) return;
  out.write(
    `  No administrator yet. This link makes the first one; it works once, for 15 minutes:\n    ${link}\n`,
  );
}

interface Invited {
  readonly totpKit: TotpKit;
  readonly config: Config;
  readonly out: TextOutput;
}
