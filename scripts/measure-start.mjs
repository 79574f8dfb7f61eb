import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryNode, root } from './processes.mjs';

// Prints how long the built server takes from its start to "listening", on an empty database and on
// one that is there. Machines differ, so nothing is asserted.

const runs = 9;
const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-start-'));

try {
  const first = await timeStart();
  const others = [];
  for (let run = 0; run < runs; run += 1) others.push(await timeStart());
  others.sort((a, b) => a - b);
  console.log(`empty database: ${first.toFixed(0)} ms`);
  console.log(
    `existing database, ${runs} runs: median ${others[Math.floor(runs / 2)].toFixed(0)} ms, ` +
      `from ${others[0].toFixed(0)} to ${others[runs - 1].toFixed(0)} ms`,
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function timeStart() {
  const port = await findFreePort();
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(repositoryNode(), ['packages/server/dist/main.js', 'serve'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${path.join(folder, 'totp-kit.db')}`,
      },
    });
    let output = '';
    let milliseconds;
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (milliseconds !== undefined || !output.includes('listening')) return;
      milliseconds = performance.now() - startedAt;
      child.kill('SIGTERM');
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (milliseconds === undefined)
        reject(new Error(`The server ended with ${code}:\n${output}`));
      else resolve(milliseconds);
    });
  });
}

async function findFreePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
