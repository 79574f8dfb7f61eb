import { createServer, type RequestListener, type Server } from 'node:http';
import { describeDatabase, readConfig, type Config, type Environment } from '../config.ts';
import { basePathOf } from '../core/public-url.ts';
import { createTotpKit, type TotpKit } from '../index.ts';
import { logRedaction } from '../log-redaction.ts';
import { guardLogger, type ServerLogger } from '../logging/logger.ts';
import { openServerLog } from '../logging/server-log.ts';
import { makeNodeHandler } from '../node-handler.ts';
import { readVersion } from '../version.ts';
import { defineCommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailure, explainFailure } from './failures.ts';
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

/** Headers must be there in 10 s and a whole request in 15 s. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 15_000;
/** Longer than proxies and load balancers keep a connection, or they send a request on one that has just ended. */
const keepAliveTimeoutMs = 75_000;
/** Node looks only so often for requests that take too long; every 30 s unless said. */
const checkingIntervalMs = 1000;

/** How long requests that are under way may take when the server stops. */
const drainMs = 10_000;

/** Runs the server until SIGTERM or SIGINT. False when it could not start; the reason is on `err`. */
export async function runServe(options: ServeOptions): Promise<boolean> {
  try {
    const log = openServerLog();
    const config = readConfig(options.environment, (sentence) => {
      log.warn({}, sentence);
    });
    const logger = guardLogger(log, { level: config.logLevel, redact: logRedaction(config) });
    const totpKit = await createTotpKit({ config, logger: log, siteFolder: options.siteFolder });
    const servers = await listen(totpKit, config);
    stopOnSignal(totpKit, { servers, logger });
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

async function listen(totpKit: TotpKit, config: Config): Promise<readonly Server[]> {
  const servers: Server[] = [];
  const handler = makeNodeHandler(totpKit, { process: 'own' });
  const answer: RequestListener = (request, response) => void handler(request, response);
  try {
    for (const host of config.hosts) {
      const server = createServer(
        {
          headersTimeout: headersTimeoutMs,
          requestTimeout: requestTimeoutMs,
          keepAliveTimeout: keepAliveTimeoutMs,
          connectionsCheckingInterval: checkingIntervalMs,
        },
        answer,
      );
      const isListening = await listenOn(server, { host, port: config.port });
      if (isListening) servers.push(server);
    }
    if (servers.length === 0) {
      throw new ListenError(
        `None of the addresses ${config.hosts.join(', ')} exists on this machine.`,
      );
    }
    return servers;
  } catch (error) {
    for (const server of servers) server.close();
    await totpKit.close();
    throw error;
  }
}

/** False where the address does not exist here, such as ::1 on a machine without IPv6. */
function listenOn(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(false);
      else reject(new ListenError(whyNotListening(error, { host, port })));
    });
    server.listen(port, host, () => {
      resolve(true);
    });
  });
}

class ListenError extends CommandFailure {
  constructor(message: string) {
    super(exitCodes.failed, message);
  }
}

function whyNotListening(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port: PORT=${port + 1}.`;
  }
  if (error.code === 'EACCES') {
    return `This user may not listen on port ${port}. Choose one above 1023: PORT=8787.`;
  }
  return `Cannot listen on ${host}, port ${port}: ${error.message}.`;
}

/** The first signal stops gracefully: not ready, no new connections, requests under way finish. The second forces. */
function stopOnSignal(
  totpKit: TotpKit,
  { servers, logger }: { readonly servers: readonly Server[]; readonly logger: ServerLogger },
): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info({ signal }, 'stopping');
    totpKit.prepareToStop();
    void drain(servers)
      .then(() => totpKit.close())
      .then(() => {
        logger.info({}, 'stopped');
        process.exit(0);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function drain(servers: readonly Server[]): Promise<void> {
  const deadline = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, drainMs);
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          // What is under way ends its connection. 0 would be for ever.
          server.keepAliveTimeout = 1;
          server.closeIdleConnections();
        }),
    ),
  );
  clearTimeout(deadline);
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
