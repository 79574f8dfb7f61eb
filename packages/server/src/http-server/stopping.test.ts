import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandEnvironment, commandWords } from '../testing/command-process.ts';
import { findFreePort } from '../testing/free-port.ts';
import { openRaw, writeRequest } from '../testing/raw-connection.ts';
import { startServerProcess, type ServerProcess } from '../testing/server-process.ts';
import { freshDatabase } from '../testing/test-databases.ts';

const timeout = 60_000;
const patient = { timeout, interval: 10 };
const guess = '{"loginId":"nobody","code":"123456"}';
const begun = writeRequest('POST /api/v1/verifications', [
  'Content-Type: application/json',
  `Content-Length: ${guess.length}`,
]);

interface Load {
  /** Answers so far, and requests that got none. */
  answered: number;
  lost: number;
  /** Resolves when the server has ended the connection. */
  readonly over: Promise<void>;
}

/** Somebody who asks again and again on one connection, a moment after each answer. */
async function keepAsking({ origin }: ServerProcess, pauseMs: number): Promise<Load> {
  const { socket, statuses, received, closed } = await openRaw(origin);
  const isEnding = (): boolean => /^connection: close\r$/im.test(received());
  const load: Load = { answered: 0, lost: 0, over: closed.then(() => undefined) };
  let asked = 0;
  const ask = (): void => {
    if (socket.destroyed || isEnding()) return;
    asked += 1;
    socket.write(writeRequest('GET /healthz'));
  };
  socket.on('data', () => {
    if (statuses().length !== asked || !received().endsWith('{"status":"ok"}')) return;
    load.answered = asked;
    setTimeout(ask, pauseMs);
  });
  void closed.then(() => (load.lost = asked - load.answered));
  ask();
  return load;
}

describe('a server that is told to stop', () => {
  it('answers whatever was asked, and ends with 0', { timeout }, async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'), {
      TOTP_KIT_STOP_DELAY: '1',
    });
    const loads = await Promise.all(
      Array.from({ length: 40 }, (_, index) => keepAsking(server, (index % 8) * 20)),
    );
    const slow = await openRaw(server.origin);
    slow.socket.write(begun);
    await expect.poll(() => loads.every(({ answered }) => answered > 2), patient).toBe(true);

    server.signal('SIGTERM');
    await expect.poll(async () => (await server.fetch('/readyz')).status, patient).toBe(503);
    // Who has not noticed yet is still served.
    const before = loads.reduce((sum, { answered }) => sum + answered, 0);
    await expect
      .poll(() => loads.reduce((sum, { answered }) => sum + answered, 0), patient)
      .toBeGreaterThan(before + 40);
    expect((await server.fetch('/healthz')).status).toBe(200);

    await Promise.all(loads.map(({ over }) => over));
    expect(loads.filter(({ lost }) => lost > 0)).toEqual([]);
    await expect(openRaw(server.origin)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    // What had begun before may still be finished.
    slow.socket.write(guess);
    await slow.closed;
    expect(slow.statuses()).toEqual([401]);
    expect(slow.received()).toMatch(/^connection: close\r$/im);
    expect(await server.ended).toBe(0);
    expect(server.output()).not.toContain('"level":"error"');
  });

  it('ends at once when it is told again', { timeout }, async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'));
    const { socket } = await openRaw(server.origin);
    socket.write(begun);
    await expect.poll(async () => (await server.fetch('/healthz')).status, patient).toBe(200);
    server.signal('SIGINT');
    await expect.poll(() => server.output(), patient).toContain('"signal":"SIGINT"');
    server.signal('SIGTERM');
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain('a second signal came');
  });

  it('does so when nobody reads what it says', { timeout }, async () => {
    const databaseUrl = await freshDatabase('SQLite');
    const port = await findFreePort();
    const [program = '', ...words] = commandWords;
    const environment = { PORT: String(port), HOST: '127.0.0.1' };
    const child = spawn(program, [...words, 'serve'], {
      env: commandEnvironment({ databaseUrl, environment }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    // Before it has written a word.
    child.stdout.destroy();
    child.stderr.destroy();
    const isReady = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(isReady, patient).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

describe('a fault that nothing has caught', () => {
  it('ends the process with a line that says so, thrown or rejected', { timeout }, async () => {
    const faults = ["throw new Error('pulled plug')", "Promise.reject(new Error('pulled plug'))"];
    await Promise.all(
      faults.map(async (fault) => {
        // From outside, as a faulty library would.
        const library = `process.on('SIGUSR2', () => { ${fault} })`;
        const server = await startServerProcess(await freshDatabase('SQLite'), {
          NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(library)}`,
        });
        server.signal('SIGUSR2');
        expect(await server.ended).toBe(1);
        const lines = server.output().match(/^.*nothing has caught.*$/gm);
        expect(lines).toHaveLength(1);
        expect(JSON.parse(lines?.[0] ?? '')).toMatchObject({
          level: 'error',
          err: { message: 'pulled plug' },
        });
      }),
    );
  });
});
