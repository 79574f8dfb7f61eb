import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { Connections, type ConnectionsOptions } from '../../src/http-server/connections.ts';
import { listen } from '../../src/http-server/listen.ts';
import { socketTimes, type SocketTimes } from '../../src/http-server/socket-times.ts';
import { makeNodeHandler } from '../../src/node-handler.ts';
import { askFrom } from '../../src/testing/ask-from.ts';
import { json } from '../../src/testing/attempts.ts';
import { findFreePort } from '../../src/testing/free-port.ts';
import { mountKit, signUpAt, type Ask } from '../../src/testing/mounted-kit.ts';
import { openRaw, writeRequest, type RawConnection } from '../../src/testing/raw-connection.ts';
import { residentMemory } from '../../src/testing/resident-memory.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';

const stepMs = 30_000;
/** How much later than it should something may happen on a busy machine. */
const patienceMs = 40_000;
const typed = 'Content-Type: application/json';

/** Signs up and in as a person does, on the machine's own clock. */
async function signIn(ask: Ask, loginId: string): Promise<void> {
  const { app } = await signUpAt(ask, { clock: { read: Date.now }, mount: '', loginId });
  const code = app.codeAt(Date.now() + stepMs);
  const response = await ask('/api/v1/verifications', json({ loginId, code }));
  expect(response.status, await response.text()).toBe(200);
}

/** What somebody sends who wants to hold connections: the beginning, and then a byte now and then. */
const drippers = {
  nothing: { first: '', byte: '', endsAfterMs: socketTimes.headersMs },
  headers: {
    first: 'GET /healthz HTTP/1.1\r\nX-Drip: ',
    byte: 'a',
    endsAfterMs: socketTimes.headersMs,
  },
  'a second request': {
    first: `${writeRequest('GET /healthz').toString()}GET /`,
    byte: 'a',
    endsAfterMs: socketTimes.headersMs,
  },
  'a body': {
    first: writeRequest('POST /api/v1/verifications', [typed, 'Content-Length: 900']).toString(),
    byte: ' ',
    endsAfterMs: socketTimes.requestMs,
  },
  chunks: {
    first: writeRequest('POST /api/v1/verifications', [
      typed,
      'Transfer-Encoding: chunked',
    ]).toString(),
    byte: '1\r\n \r\n',
    endsAfterMs: socketTimes.requestMs,
  },
};

type Drippers = Awaited<ReturnType<typeof openDrippers>>;

/** Opens connections from several addresses, and drips on them for as long as they are open. */
async function openDrippers(origin: string, count: number) {
  const kinds = Object.values(drippers);
  const opened = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const connection = await openRaw(origin, `127.${1 + (index % 8)}.0.1`);
      const kind = kinds[index % kinds.length] ?? drippers.nothing;
      connection.socket.write(kind.first);
      return { ...connection, ...kind };
    }),
  );
  const dripping = setInterval(() => {
    for (const { socket, byte } of opened) if (!socket.destroyed) socket.write(byte);
  }, 1000);
  afterAll(() => {
    clearInterval(dripping);
  });
  return opened;
}

/**
 * Asks for a large file on many connections, and neither sends the body that was promised nor reads anything: none of
 * them gets a copy of its own.
 */
async function readNothing({ origin, pid }: ServerProcess, count: number): Promise<void> {
  const request = writeRequest('GET /totp-kit.all.js', ['Content-Length: 10']);
  const open = async (index: number): Promise<RawConnection> => {
    const connection = await openRaw(origin, `127.${1 + (index % 8)}.0.1`);
    connection.socket.pause().write(request);
    return connection;
  };
  const before = residentMemory(pid);
  const readers = await Promise.all(Array.from({ length: count }, (_, index) => open(index)));
  // Behind all of them.
  const last = await open(count);
  last.socket.resume();
  await expect.poll(() => last.received().length, { timeout: patienceMs }).toBeGreaterThan(200_000);
  expect(residentMemory(pid) - before).toBeLessThan(count * 128 * 1024);
  for (const { socket } of [...readers, last]) socket.destroy();
}

/** They drip while other tests go on, so that their time is waited out once. */
let drip: { readonly server: ServerProcess; readonly opened: Drippers } | undefined;

describe('who holds connections', () => {
  securityRowOnce('S49', 'by dripping keeps nobody out', async (row) => {
    const folder = mkdtempSync(join(tmpdir(), 'totp-kit-'));
    const endWith = (end: () => Promise<void>): void => {
      afterAll(async () => {
        await end();
        rmSync(folder, { recursive: true });
      });
    };
    const url = `sqlite:${folder}/test.db`;
    const server = await startServerProcess(url, {}, { endWith });
    await signIn(server.fetch, 'ada');
    await readNothing(server, row.count({ full: 800, reduced: 200 }));
    const before = residentMemory(server.pid);
    const count = row.count({ full: 2000, reduced: 300 });
    const opened = await openDrippers(server.origin, count);
    await signIn(askFrom(server.origin, '127.9.9.9'), 'grace');
    await signIn(askFrom(server.origin, '127.1.0.1'), 'edsger');
    expect(opened.filter(({ socket }) => socket.destroyed)).toEqual([]);
    expect(residentMemory(server.pid) - before).toBeLessThan(count * 128 * 1024);
    drip = { server, opened };
  });

  securityRowOnce('S49', 'all that there are makes room for others', async () => {
    // There are files for 100 connections, 50 of one address.
    // The shell hands its limit on, and becomes the server.
    const launcher = ['sh', '-c', 'ulimit -n 164 && exec "$@"', 'sh'];
    const server = await startServerProcess(await freshDatabase('SQLite'), {}, { launcher });
    expect(server.output()).toContain('may have only 164 files open, so it takes 100 connections');
    const fromOne = await Promise.all(
      Array.from({ length: 60 }, () => openRaw(server.origin, '127.1.0.1')),
    );
    const first = fromOne[0];
    await first?.closed;
    await signIn(askFrom(server.origin, '127.1.0.1'), 'ada');
    expect(server.output()).toContain('name it in TOTP_KIT_TRUSTED_PROXIES');
    expect(countOpen(fromOne)).toBeLessThanOrEqual(50);

    // More than there are files for in all, as people open them who want to keep others out.
    const fromMany = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        openRaw(server.origin, `127.${2 + (index % 30)}.0.1`),
      ),
    );
    await signIn(askFrom(server.origin, '127.99.0.1'), 'grace');
    await signIn(server.fetch, 'edsger');
    expect(server.output()).toContain('otherwise raise TOTP_KIT_MAX_CONNECTIONS');
    await expect
      .poll(() => countOpen([...fromOne, ...fromMany]), { timeout: patienceMs })
      .toBeLessThan(101);
    // Said once, however often it happens.
    expect(server.output().match(/otherwise raise TOTP_KIT_MAX_CONNECTIONS/g)).toHaveLength(1);
    expect(server.output()).not.toContain('"level":"error"');

    for (const { socket } of [...fromOne, ...fromMany]) socket.destroy();
    expect((await askFrom(server.origin, '127.1.0.1')('/readyz')).status).toBe(200);
  });
});

function countOpen(connections: readonly RawConnection[]): number {
  return connections.filter(({ socket }) => !socket.destroyed).length;
}

/** The address that a connection is taken to come from. */
type SeenAs = (socketAddress: string) => string;

/** The doors of a server with little patience, and how many requests have come through. */
async function openDoors(
  times: Partial<SocketTimes>,
  { seenAs, ...caps }: Partial<ConnectionsOptions> & { readonly seenAs?: SeenAs } = {},
) {
  const { kit } = await mountKit({ TOTP_KIT_PUBLIC_URL: 'https://auth.example' });
  const port = await findFreePort();
  const patient = { ...socketTimes, checkingMs: 100, ...times };
  const faults: unknown[] = [];
  const connections = new Connections({
    most: 100,
    mostOfAddress: 50,
    mostOfSite: 50,
    times: patient,
    isTrustedProxy: () => false,
    onCrowded: (where) => faults.push(where),
    onFault: (error) => faults.push(error),
    ...caps,
  });
  if (seenAs !== undefined) translateAddresses(connections, seenAs);
  const handler = makeNodeHandler(kit, { process: 'of a site' });
  let answered = 0;
  const [server = createServer()] = await listen({
    hosts: ['127.0.0.1'],
    port,
    times: patient,
    connections,
    answer: (request, response) => {
      answered += 1;
      return handler(request, response);
    },
    onFault: (error) => faults.push(error),
  });
  onTestFinished(() => {
    connections.stopWatching();
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${port}`, answered: () => answered, faults };
}

/** A machine has one IPv6 address of its own at most: others are put in place of those in 127.0.0.0/8. */
function translateAddresses(connections: Connections, seenAs: SeenAs): void {
  const watch = connections.watch.bind(connections);
  connections.watch = (server) => {
    server.on('connection', (socket) => {
      Object.defineProperty(socket, 'remoteAddress', { value: seenAs(socket.remoteAddress ?? '') });
    });
    watch(server);
  };
}

describe('a connection', () => {
  securityRowOnce(
    'S49',
    'that reads no answer, or asks nothing more, ends in its time',
    async () => {
      const doors = await openDoors({ answerMs: 500, idleMs: 300 });
      const idle = await openRaw(doors.origin);
      idle.socket.write(writeRequest('GET /healthz'));
      await idle.closed;
      expect(idle.statuses()).toEqual([200]);

      const slow = await openRaw(doors.origin);
      slow.socket.pause();
      const batch = 16;
      // More than the system holds for a connection, until the server sees that nobody reads.
      for (let asked = 0; asked === doors.answered() - 1; asked += batch) {
        slow.socket.write(
          Buffer.concat(Array<Buffer>(batch).fill(writeRequest('GET /openapi.json'))),
        );
        const goal = asked + batch + 1;
        await expect
          .poll(() => doors.answered(), { timeout: 1000, interval: 5 })
          .toBe(goal)
          .catch(() => undefined);
      }
      // Whoever writes learns that the connection has ended.
      const probing = setInterval(() => slow.socket.write('G'), 50);
      await slow.closed;
      clearInterval(probing);
      expect(doors.answered()).toBeLessThan(2000);
      expect(doors.faults).toEqual([]);
    },
  );

  securityRowOnce(
    'S49',
    'of a proxy makes room, too, and a body of one address goes on',
    async () => {
      const full = await openDoors(
        {},
        { most: 20, isTrustedProxy: (from) => from === '127.0.0.1' },
      );
      const idle = await Promise.all(Array.from({ length: 20 }, () => openRaw(full.origin)));
      const other = await openRaw(full.origin, '127.2.0.1');
      other.socket.write(writeRequest('GET /healthz'));
      await expect.poll(() => other.statuses(), { timeout: patienceMs }).toEqual([200]);
      await expect.poll(() => countOpen(idle), { timeout: patienceMs }).toBe(19);

      const crowded = await openDoors({}, { mostOfAddress: 4 });
      const body = '{"loginId":"nobody","code":"123456"}';
      const begun = writeRequest('POST /api/v1/verifications', [
        typed,
        `Content-Length: ${body.length}`,
      ]);
      const sending = await Promise.all(Array.from({ length: 4 }, () => openRaw(crowded.origin)));
      for (const { socket } of sending) socket.write(begun);
      await expect.poll(() => crowded.answered(), { timeout: patienceMs }).toBe(4);
      const fifth = await openRaw(crowded.origin);
      await fifth.closed;
      for (const { socket } of sending) socket.write(body);
      await expect
        .poll(() => sending.flatMap(({ statuses }) => statuses()), { timeout: patienceMs })
        .toEqual([401, 401, 401, 401]);
      // Now they are idle, and one makes room.
      const sixth = await openRaw(crowded.origin);
      sixth.socket.write(writeRequest('GET /healthz'));
      await expect.poll(() => sixth.statuses(), { timeout: patienceMs }).toEqual([200]);
      expect(countOpen(sending)).toBe(3);
    },
  );

  securityRowOnce('S49', 'of one IPv6 /48 makes room for others, whichever its /64', async () => {
    /** 127.a.b.1 is in the /64 b of the /48 a. */
    const seenAs: SeenAs = (address) => {
      const [, site = '', network = ''] = address.split('.');
      return `2001:db8:${site}:${network}::1`;
    };
    const openMany = (origin: string, from: (index: number) => string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => openRaw(origin, from(index))));
    const full = await openDoors({}, { seenAs, most: 10, mostOfSite: 100 });
    const office = await openMany(full.origin, () => '127.1.1.1', 3);
    const greedy = await openMany(full.origin, (index) => `127.2.${index + 1}.1`, 7);
    const more = await openMany(full.origin, (index) => `127.2.${index + 101}.1`, 5);
    await expect.poll(() => countOpen([...greedy, ...more]), { timeout: patienceMs }).toBe(7);
    expect(countOpen(office)).toBe(3);
    expect(countOpen(more)).toBe(5);

    const capped = await openDoors({}, { seenAs, mostOfSite: 8 });
    const held = await openMany(capped.origin, (index) => `127.2.${index + 1}.1`, 12);
    await expect.poll(() => countOpen(held), { timeout: patienceMs }).toBe(8);
    expect(capped.faults.at(-1)).toMatchObject({ scope: 'address', most: 8 });
    const other = await openRaw(capped.origin, '127.3.1.1');
    other.socket.write(writeRequest('GET /healthz'));
    await expect.poll(() => other.statuses(), { timeout: patienceMs }).toEqual([200]);
    expect(countOpen(held)).toBe(8);
  });

  securityRowOnce('S49', 'that asks without waiting is ended', async () => {
    const doors = await openDoors({});
    const polite = await openRaw(doors.origin);
    polite.socket.write(Buffer.concat(Array<Buffer>(32).fill(writeRequest('GET /healthz'))));
    await expect.poll(() => polite.statuses().length, { timeout: patienceMs }).toBe(32);

    const flood = await openRaw(doors.origin);
    flood.socket.write(Buffer.concat(Array<Buffer>(1000).fill(writeRequest('GET /healthz'))));
    await flood.closed;
    expect(doors.answered()).toBeLessThan(32 + 100);
    polite.socket.write(writeRequest('GET /healthz'));
    await expect.poll(() => polite.statuses().length, { timeout: patienceMs }).toBe(33);
  });
});

describe('who drips', () => {
  securityRowOnce('S49', 'holds each connection for its time only', async () => {
    if (drip === undefined) throw new Error('nobody drips');
    const { server, opened } = drip;
    const ends = await Promise.all(opened.map(({ closed }) => closed));
    for (const [index, endedMs] of ends.entries()) {
      const { endsAfterMs = 0, first, received } = opened[index] ?? {};
      expect([first, endedMs >= endsAfterMs - 100]).toEqual([first, true]);
      expect([first, endedMs <= endsAfterMs + patienceMs]).toEqual([first, true]);
      expect([first, /HTTP\/1.1 408/.test(received?.() ?? '')]).toEqual([first, true]);
    }
    expect((await server.fetch('/readyz')).status).toBe(200);
    expect(server.output()).not.toContain('"level":"error"');
  });
});
