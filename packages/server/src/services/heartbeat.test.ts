import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Keyring } from '../keyring/keyring.ts';
import { StorageUnavailableError } from '../store/engine.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { runSql } from '../testing/run-sql.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { keepTime, machineClocks } from './clock-watch.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import { Readiness } from './readiness.ts';
import { startSweeper } from './sweeper.ts';

const keyring = new Keyring([
  { id: 'k2', bytes: Buffer.alloc(32, 2) },
  { id: 'k1', bytes: Buffer.alloc(32, 1) },
]);

interface HeartOptions {
  /** Given to the server, or the database's, which goes on truly: no more than seconds of the test's fit into it. */
  readonly clock: 'given' | 'of the database';
  readonly prepare?: (databaseUrl: string) => Promise<unknown>;
}

/** A server’s heart on a SQLite file, whose machine’s clock a test sets. Timers and the steady clock are the test's. */
async function startHeart({ clock, prepare }: HeartOptions) {
  const path = join(temporaryFolder(), 'test.db');
  const store = await openStore({ engine: 'sqlite', path });
  onTestFinished(() => store.close());
  await prepare?.(`sqlite:${path}`);
  const lines: string[] = [];
  const readiness = new Readiness({ warn: (_, message) => lines.push(message) });
  let setBy = 0;
  let elapsed = 0;
  const sources = {
    ...machineClocks,
    steady: () => elapsed,
    machine: () => Date.now() + setBy,
  };
  let writing = 0;
  const whileWriting = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    writing += 1;
    try {
      return await write();
    } finally {
      writing -= 1;
    }
  };
  const time = await keepTime(clock === 'given' ? Date.now : undefined, {
    store: {
      ...store,
      recordClockMove: (move) => whileWriting(() => store.recordClockMove(move)),
    },
    readiness,
    sources,
    owner: 'PostgreSQL',
  });
  const hooks: number[] = [];
  let fault: Error | undefined;
  const heartbeat = await startHeartbeat({
    store: { ...store, beat: (beat) => whileWriting(() => store.beat(beat)) },
    keyring,
    readiness,
    sources,
    version: '1.0.0',
    clock: time.clock,
    clockWatch: time.watch,
    afterBeat: [
      ({ databaseTime }) => {
        hooks.push(databaseTime);
        return fault === undefined ? Promise.resolve() : Promise.reject(fault);
      },
    ],
    onFault: (error) => lines.push(String(error)),
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      elapsed += 1000;
      vi.advanceTimersByTime(1000);
      // Until what began has ended, and what follows it was begun or has ended, too.
      do await new Promise((done) => setImmediate(done));
      while (writing > 0);
    }
  };
  return {
    store,
    readiness,
    lines,
    hooks,
    time,
    heartbeat,
    databaseUrl: `sqlite:${path}`,
    setMachine: (ms: number) => {
      setBy = ms;
    },
    failHooks: (error: Error | undefined) => {
      fault = error;
    },
    /** Lets so many seconds pass. */
    pass,
    /** Lets seconds pass until it is so; a lost database is opened again once in a true second. */
    passUntil: async (isSo: () => boolean) => {
      while (!isSo()) await pass(1);
    },
  };
}

async function newestTime(store: Store): Promise<number> {
  return (await store.readTimes()).newestTime ?? 0;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a heartbeat', () => {
  it('gives its first sign before it is asked, and one every five seconds', async () => {
    const heart = await startHeart({ clock: 'given' });
    expect(heart.hooks).toHaveLength(1);
    const [server] = await heart.store.listServers(0);
    expect(server).toMatchObject({ sealsWith: 'k2', opensWith: ['k2', 'k1'], version: '1.0.0' });
    await heart.pass(4);
    expect(heart.hooks).toHaveLength(1);
    await heart.pass(6);
    expect(heart.hooks).toHaveLength(3);
    expect(heart.lines).toEqual([]);
  });

  it('tells when storage takes writes no more, looks every second, and tells when it does', async () => {
    const heart = await startHeart({ clock: 'given' });
    await runSql(heart.databaseUrl, 'ALTER TABLE servers RENAME TO gone');
    await heart.pass(5);
    expect(heart.readiness.reason).toBe('storage');
    expect(heart.hooks).toHaveLength(1);
    await runSql(heart.databaseUrl, 'ALTER TABLE gone RENAME TO servers');
    await heart.passUntil(() => heart.readiness.reason === undefined);
    expect(heart.lines).toEqual([
      expect.stringMatching(/^not ready: .* its tables are not there. Restore a backup/),
      'ready again: the database takes writes again.',
    ]);
    expect(heart.hooks).toHaveLength(2);
  });

  it('is not ready at once where a request met a fault, and soon looks for itself', async () => {
    const heart = await startHeart({ clock: 'given' });
    heart.heartbeat.noteFault(new StorageUnavailableError('a lock', { kind: 'locked' }));
    heart.heartbeat.noteFault(new StorageUnavailableError('a burst', { kind: 'slow' }));
    expect(heart.readiness.reason).toBeUndefined();
    await heart.pass(1);
    expect(heart.hooks).toHaveLength(2);
    heart.heartbeat.noteFault(new StorageUnavailableError('no space', { kind: 'full' }));
    expect(heart.readiness.reason).toBe('storage');
    await heart.pass(1);
    expect(heart.readiness.reason).toBeUndefined();
    expect(heart.lines).toEqual([
      'not ready: no space',
      'ready again: the database takes writes again.',
    ]);
  });

  it('is not ready while its machine’s clock is off, and notices within a second', async () => {
    const heart = await startHeart({ clock: 'of the database' });
    heart.setMachine(-600_000);
    await heart.pass(1);
    expect(heart.readiness.reason).toBe('clock');
    expect(heart.lines[0]).toMatch(/(600|599) s behind PostgreSQL/);
    heart.setMachine(4000);
    await heart.pass(1);
    expect(heart.readiness.reason).toBeUndefined();
  });

  it('goes on when something that follows a sign of life fails', async () => {
    const heart = await startHeart({ clock: 'given' });
    heart.failHooks(new Error('a hook'));
    await heart.pass(10);
    expect(heart.hooks).toHaveLength(3);
    expect(heart.lines).toEqual(['Error: a hook', 'Error: a hook']);
    expect(heart.readiness.reason).toBeUndefined();
  });

  it('stops, and is on the list of those that live no more', async () => {
    const heart = await startHeart({ clock: 'given' });
    await (heart.heartbeat satisfies Heartbeat).stop();
    await heart.pass(20);
    expect(heart.hooks).toHaveLength(1);
    expect(await heart.store.listServers(0)).toEqual([]);
  });

  it('counts on from the newest time, says so, and does not raise it before it is sure', async () => {
    const ahead = Date.now() + 600_000;
    const heart = await startHeart({
      clock: 'of the database',
      prepare: (databaseUrl) =>
        runSql(databaseUrl, `INSERT INTO marks (name, value) VALUES ('newest-time', ${ahead})`),
    });
    expect(heart.readiness.reason).toBe('clock');
    expect(heart.lines[0]).toMatch(/moved (600|599) s back/);
    expect(heart.time.clock()).toBe(ahead);
    await heart.pass(3);
    expect(heart.time.clock()).toBe(ahead + 3000);
    expect(await newestTime(heart.store)).toBe(ahead);
  });
});

describe('a sweeper', () => {
  it('waits while the time is not sure', async () => {
    let isSettled = false;
    let sweeps = 0;
    const sweeper = startSweeper({
      isTimeSettled: () => isSettled,
      sweep: () => {
        sweeps += 1;
        return Promise.resolve();
      },
      onFault: () => {},
    });
    vi.advanceTimersByTime(300_000);
    expect(sweeps).toBe(0);
    isSettled = true;
    vi.advanceTimersByTime(60_000);
    expect(sweeps).toBe(1);
    await sweeper.stop();
  });
});
