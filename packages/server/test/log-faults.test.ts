import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findFreePort } from '../src/testing/free-port.ts';
import { temporaryFolder } from '../src/testing/temporary-folder.ts';
import { managementKey, testKeys } from '../src/testing/test-server.ts';

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
const patience = { timeout: 60_000, interval: 10 };
const serve = [
  process.execPath,
  '--conditions=totp-kit-source',
  fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  'serve',
] as const;

/** A server whose log, at `debug`, goes to a descriptor, or to where the command before it says. */
async function startLogging(
  stderr: number | 'ignore',
  before: readonly string[] = [],
): Promise<{ readonly child: ChildProcess; readonly ask: (count: number) => Promise<number[]> }> {
  const port = await findFreePort();
  const [program, ...words] = [...before, ...serve];
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', stderr],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: `sqlite:${join(temporaryFolder(), 'test.db')}`,
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      TOTP_KIT_LOG_LEVEL: 'debug',
    },
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  await vi.waitFor(() => {
    expect(output).toContain('is listening');
  }, patience);
  const ask = async (count: number): Promise<number[]> => {
    const statuses = new Set<number>();
    for (let asked = 0; asked < count; asked += 1) {
      statuses.add((await fetch(`http://127.0.0.1:${port}/healthz`)).status);
    }
    return [...statuses];
  };
  return { child, ask };
}

async function stopped(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return child.exitCode;
}

function linesOf(text: string): readonly { readonly msg: string; readonly lost?: number }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly lost?: number });
}

function openPipe() {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  // As a shell opens it: whoever writes waits.
  const writer = openSync(path, O_WRONLY);
  return { path, reader, writer };
}

/** Everything that can be read now. */
function readAll(reader: number): string {
  const buffer = Buffer.alloc(1024 * 1024);
  let text = '';
  for (;;) {
    try {
      const length = readSync(reader, buffer);
      if (length === 0) return text;
      text += buffer.toString('utf8', 0, length);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return text;
      throw error;
    }
  }
}

it(
  'a log that nobody reads stops nothing: lines wait, requests do not',
  { timeout: 120_000 },
  async () => {
    const { path, reader, writer } = openPipe();
    const { child, ask } = await startLogging(writer);
    closeSync(writer);
    const filler = openSync(path, O_WRONLY | O_NONBLOCK);
    const padding = Buffer.from(`${JSON.stringify({ msg: 'x'.repeat(4000) })}\n`);
    try {
      for (;;) if (writeSync(filler, padding) < padding.length) break;
    } catch (error) {
      expect(error).toMatchObject({ code: 'EAGAIN' });
    }
    closeSync(filler);
    expect(await ask(100)).toEqual([200]);
    let text = '';
    await vi.waitFor(() => {
      text += readAll(reader);
      expect(text.match(/a request/g)).toHaveLength(100);
    }, patience);
    expect(linesOf(text).filter(({ lost }) => lost !== undefined)).toEqual([]);
    expect(await stopped(child)).toBe(0);
    expect(readAll(reader)).toContain('"msg":"stopped"');
    closeSync(reader);
  },
);

it(
  'a reader that goes away ends nothing, and the next one is told what is missing',
  { timeout: 120_000 },
  async () => {
    const { path, reader, writer } = openPipe();
    const { child, ask } = await startLogging(writer);
    closeSync(writer);
    expect(readAll(reader)).toContain('"msg":"started"');
    closeSync(reader);
    child.stdout?.destroy();
    expect(await ask(30)).toEqual([200]);
    const next = openSync(path, O_RDONLY | O_NONBLOCK);
    expect(await ask(1)).toEqual([200]);
    const [loss, line] = linesOf(readAll(next));
    expect(loss).toMatchObject({ level: 'warn', lost: 30 });
    expect(line).toMatchObject({ msg: 'a request' });
    expect(await stopped(child)).toBe(0);
    closeSync(next);
  },
);

it(
  'a full disk fails no request, and the log goes on when there is room',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    // A disk of its own, as anybody may mount one; the sign is there when the server's log may begin.
    const mount = `mount -t tmpfs -o size=64k tmpfs ${folder} && head -c 60000 /dev/zero > ${folder}/filler && exec "$@" 2> ${folder}/log`;
    const { child, ask } = await startLogging('ignore', [
      'unshare',
      '-rm',
      'sh',
      '-c',
      mount,
      'sh',
    ]);
    const disk = `/proc/${child.pid}/root${folder}`;
    expect(existsSync(join(disk, 'filler'))).toBe(true);
    expect(await ask(100)).toEqual([200]);
    const full = readFileSync(join(disk, 'log'), 'utf8');
    expect(full.length).toBeLessThan(8192);
    rmSync(join(disk, 'filler'));
    expect(await ask(1)).toEqual([200]);
    const text = readFileSync(join(disk, 'log'), 'utf8');
    const whole = text.split('\n').filter((line) => line.endsWith('}'));
    const requests = whole.filter((line) => line.includes('"a request"')).length;
    const [loss] = linesOf(whole.join('\n')).filter(({ lost }) => lost !== undefined);
    // What was cut when the disk was full is lost, too, and what came next begins a line.
    expect(loss?.lost).toBe(101 - requests);
    expect(whole.at(-1)).toContain('"a request"');
    expect(await stopped(child)).toBe(0);
  },
);
