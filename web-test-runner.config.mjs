import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';

const runnerPort = await findFreePort();

export default {
  files: 'packages/components/src/lib/**/*.test.ts',
  port: runnerPort,
  concurrency: 2,
  testsFinishTimeout: 60_000,
  nodeResolve: { exportConditions: ['totp-kit-source', 'browser', 'development'] },
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('packages/components/tsconfig.json', import.meta.url)),
    }),
    realServer(),
  ],
  reporters: [defaultReporter(), summaryReporter(process.env.WTR_SUMMARY_FILE)],
};

/** Runs a totp-kit server on a database of its own beside the tests, which find its URL at /real-server.json. */
function realServer() {
  let folder, server, url;
  return {
    name: 'real-server',
    async serverStart() {
      folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-elements-'));
      const port = await findFreePort();
      url = `http://localhost:${port}/`;
      server = spawn(
        process.execPath,
        ['--conditions=totp-kit-source', 'packages/server/src/main.ts', 'serve'],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: {
            PATH: process.env.PATH,
            PORT: String(port),
            DATABASE_URL: `sqlite:${path.join(folder, 'totp-kit.db')}`,
            TOTP_KIT_ORIGINS: `http://localhost:${runnerPort}`,
          },
        },
      );
      await untilHealthy(url, server);
    },
    async serverStop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
    serve(context) {
      if (context.path === '/real-server.json') {
        return { body: JSON.stringify({ url }), type: 'json' };
      }
    },
  };
}

async function untilHealthy(url, server) {
  while (server.exitCode === null) {
    const response = await fetch(new URL('healthz', url)).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server ended with ${server.exitCode} before it listened.`);
}

async function findFreePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Writes how many tests passed, failed and were skipped, for the count over all runners. */
function summaryReporter(file) {
  return {
    async stop({ sessions }) {
      if (!file) return;
      const results = sessions.flatMap(({ testResults }) => listTests(testResults));
      const skipped = results.filter((result) => result.skipped).length;
      const passed = results.filter((result) => result.passed && !result.skipped).length;
      // A file that could not be loaded has no tests, and yet it failed.
      const broken = sessions.filter(({ passed, testResults }) => !passed && !testResults).length;
      const failed = results.length - passed - skipped + broken;
      await writeFile(file, JSON.stringify({ passed, failed, skipped }));
    },
  };
}

function listTests(suite) {
  if (!suite) return [];
  return [...suite.tests, ...suite.suites.flatMap(listTests)];
}
