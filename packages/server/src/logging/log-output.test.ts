import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LogOutput } from './log-output.ts';

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;
const slow = { timeout: 60_000 };
const patience = { timeout: 60_000, interval: 10 };

function outputTo(descriptor: number): LogOutput {
  return new LogOutput({ descriptor, describeLoss: (lines) => `lost ${lines}\n` });
}

/** A pipe that nobody reads yet. */
function openPipe() {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  const writer = openSync(path, O_WRONLY | O_NONBLOCK);
  let isRead = true;
  const stopReading = (): void => {
    if (isRead) closeSync(reader);
    isRead = false;
  };
  onTestFinished(() => {
    stopReading();
    closeSync(writer);
  });
  const buffer = Buffer.alloc(256 * 1024);
  const read = (): string => {
    try {
      return buffer.toString('utf8', 0, readSync(reader, buffer));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return '';
      throw error;
    }
  };
  return { path, writer, read, stopReading };
}

const lineOf = (number: number): string => `${String(number).padEnd(98)}|\n`;

it('writes every line, in its order', () => {
  const path = join(temporaryFolder(), 'log');
  const descriptor = openSync(path, 'a');
  onTestFinished(() => {
    closeSync(descriptor);
  });
  const output = outputTo(descriptor);
  for (let number = 1; number <= 3; number += 1) output.write(`${number}\n`);
  expect(readFileSync(path, 'utf8')).toBe('1\n2\n3\n');
});

it('lets lines wait for a reader, and writes them whole when one comes', async () => {
  const { writer, read } = openPipe();
  const output = outputTo(writer);
  const lines = Array.from({ length: 5000 }, (_, index) => lineOf(index));
  for (const line of lines) output.write(line);
  let text = '';
  await vi.waitFor(() => {
    text += read();
    expect(text.length).toBe(500_000);
  }, patience);
  expect(text).toBe(lines.join(''));
});

it('keeps no more than it may, counts what is lost, and says so', async () => {
  const { writer, read } = openPipe();
  const output = outputTo(writer);
  for (let number = 0; number < 15_000; number += 1) output.write(lineOf(number));
  const error = `error${' '.repeat(94)}\n`;
  output.write(error, 'error');
  let text = '';
  await vi.waitFor(() => {
    text += read();
    expect(text).toContain('lost');
  }, patience);
  const [kept = '', lost = ''] = text.split('lost ');
  expect(kept.length).toBeGreaterThan(1_000_000);
  // There is still room for an error.
  expect(kept.endsWith(error)).toBe(true);
  expect(Number(lost)).toBe(15_001 - kept.length / 100);
  output.write('next\n');
  expect(read()).toBe('next\n');
});

it('loses lines of requests first, and errors last', slow, async () => {
  const { writer, read } = openPipe();
  const output = outputTo(writer);
  const weighty = (weight: string): string => `${weight.padEnd(998)}|\n`;
  const weights = ['debug', 'ordinary', 'error'] as const;
  for (const weight of weights) {
    for (let number = 0; number < 1200; number += 1) output.write(weighty(weight), weight);
  }
  let text = '';
  await vi.waitFor(() => {
    text += read();
    expect(text).toContain('lost');
  }, patience);
  const kept = weights.map((weight) => text.split(weighty(weight)).length - 1);
  const [debug = 0, ordinary = 0, error = 0] = kept;
  expect(debug).toBeGreaterThan(500);
  expect(debug).toBeLessThan(700);
  expect(ordinary).toBeGreaterThan(500);
  expect(ordinary).toBeLessThan(700);
  expect(error).toBeGreaterThan(100);
  expect(Number(text.split('lost ')[1])).toBe(3600 - debug - ordinary - error);
});

it('writes at the end what waits while somebody reads, and gives up otherwise', slow, async () => {
  const { path, writer, read } = openPipe();
  const output = outputTo(writer);
  const lines = Array.from({ length: 5000 }, (_, index) => lineOf(index));
  for (const line of lines) output.write(line);
  output.finish(20);
  const before = read();
  expect(before.length).toBeLessThan(500_000);

  // Somebody else reads, for meanwhile nothing happens here.
  const copy = join(temporaryFolder(), 'copy');
  const descriptor = openSync(copy, 'w');
  const reader = spawn('cat', [path], { stdio: ['ignore', descriptor, 'inherit'] });
  closeSync(descriptor);
  onTestFinished(() => {
    reader.kill('SIGKILL');
  });
  output.finish(60_000);
  await vi.waitFor(() => {
    expect(before.length + statSync(copy).size).toBe(500_000);
  }, patience);
  expect(before + readFileSync(copy, 'utf8')).toBe(lines.join(''));
});

it('is written to its end when the process ends', slow, async () => {
  const marker = join(temporaryFolder(), 'ends');
  const script = `
    import { writeFileSync } from 'node:fs';
    import { openServerLog } from ${JSON.stringify(new URL('server-log.ts', import.meta.url).href)};
    process.once('exit', () => writeFileSync(${JSON.stringify(marker)}, ''));
    const log = openServerLog();
    for (let number = 0; number < 5000; number += 1) log.warn({ number }, 'x'.repeat(100));
    process.exit(0);`;
  const words = ['--conditions=totp-kit-source', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  // Nothing is read before the process ends.
  const turn = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(marker)) Atomics.wait(turn, 0, 0, 5);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) lines.push(line);
  expect(lines).toHaveLength(5000);
  expect(lines.at(-1)).toContain('"number":4999');
});

it('goes on when the reader is gone, and tells the next one', () => {
  const { path, writer, read, stopReading } = openPipe();
  const output = outputTo(writer);
  output.write('1\n');
  expect(read()).toBe('1\n');
  stopReading();
  for (let number = 2; number <= 5; number += 1) output.write(`${number}\n`);
  const next = openSync(path, O_RDONLY | O_NONBLOCK);
  output.write('6\n');
  const buffer = Buffer.alloc(100);
  expect(buffer.toString('utf8', 0, readSync(next, buffer))).toBe('lost 4\n6\n');
  closeSync(next);
});

it('says by itself what is missing, when nothing more is to be written', async () => {
  const { path, writer, stopReading } = openPipe();
  const output = outputTo(writer);
  stopReading();
  output.write('1\n');
  const next = openSync(path, O_RDONLY | O_NONBLOCK);
  onTestFinished(() => {
    closeSync(next);
  });
  const buffer = Buffer.alloc(100);
  await vi.waitFor(() => {
    expect(buffer.toString('utf8', 0, readSync(next, buffer))).toBe('lost 1\n');
  }, patience);
});

it('survives a device that is always full', () => {
  const full = openSync('/dev/full', O_WRONLY);
  onTestFinished(() => {
    closeSync(full);
  });
  const output = outputTo(full);
  for (let number = 0; number < 100; number += 1) output.write(lineOf(number));
});

it('survives a descriptor that is closed', () => {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, '');
  const descriptor = openSync(path, 'a');
  closeSync(descriptor);
  outputTo(descriptor).write('1\n');
  expect(readFileSync(path, 'utf8')).toBe('');
});
