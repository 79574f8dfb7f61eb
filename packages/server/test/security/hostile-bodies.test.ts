import { gzipSync } from 'node:zlib';
import { problem } from '@totp-kit/protocol';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { toNodeHandler } from '../../src/node.ts';
import { mountKit, serveNode } from '../../src/testing/mounted-kit.ts';
import { openRaw, writeRequest } from '../../src/testing/raw-connection.ts';
import { residentMemory } from '../../src/testing/resident-memory.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { managementKey } from '../../src/testing/test-server.ts';

const mebibyte = 1024 * 1024;
/** A second is meant; a busy machine may take longer. */
const soonMs = 20_000;
/** Three bodies of 64 MiB would be more. What is left is for the heap, which grows before it is swept. */
const mostGrowth = 128 * mebibyte;
const json = 'Content-Type: application/json';
const guess = '{"loginId":"nobody","code":"123456"}';

interface Sent {
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends a request with a body as it is, and waits until the server ends the connection. */
async function send(origin: string, request: Buffer): Promise<Sent> {
  const connection = await openRaw(origin);
  const { socket } = connection;
  socket.write(request);
  await connection.closed;
  return { status: connection.statuses()[0], text: connection.received() };
}

/** Sends chunks until it is cut off, or until so many bytes are sent, and says how it ended. */
async function sendChunks(origin: string, target: string, bytes: number) {
  const connection = await openRaw(origin);
  const { socket } = connection;
  const begun = performance.now();
  let answeredMs = Infinity;
  socket.once('data', () => (answeredMs = performance.now() - begun));
  socket.write(writeRequest(`POST ${target}`, [json, 'Transfer-Encoding: chunked']));
  const size = 64 * 1024;
  const chunk = Buffer.concat([
    Buffer.from(`${size.toString(16)}\r\n`),
    Buffer.alloc(size, ' '),
    Buffer.from('\r\n'),
  ]);
  let sent = 0;
  while (!socket.destroyed && sent < bytes) {
    const hasRoom = socket.write(chunk);
    sent += size;
    if (hasRoom) continue;
    const drained = new Promise((resolve) => socket.once('drain', resolve));
    await Promise.race([drained, connection.closed]);
  }
  await connection.closed;
  return { status: connection.statuses()[0], text: connection.received(), sent, answeredMs };
}

function nested(depth: number, [open, close]: readonly [string, string]): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

const manyKeys = `{${Array.from({ length: 80_000 }, (_, index) => `"k${index}":1`).join(',')}}`;

/** Bodies that are refused, by what is wrong with them. */
const refusedBodies: readonly (readonly [string, number, readonly string[], string | Buffer])[] = [
  ['a gzip bomb', 415, [json, 'Content-Encoding: gzip'], gzipSync(Buffer.alloc(8 * mebibyte))],
  ['two codings', 415, [json, 'Content-Encoding: identity, gzip'], guess],
  ['bytes that are no UTF-8', 400, [json], Buffer.from('{"loginId":"\xff"}', 'latin1')],
  ['an overlong form', 400, [json], Buffer.from('{"loginId":"\xc0\xaf"}', 'latin1')],
  ['half of a surrogate', 400, [json], Buffer.from('{"loginId":"\xed\xa0\x80"}', 'latin1')],
  ['a byte order mark', 400, [json], `\ufeff${guess}`],
  [
    'UTF-16',
    415,
    ['Content-Type: application/json; charset=utf-16'],
    Buffer.from(guess, 'utf16le'),
  ],
  ['UTF-16 that is not named', 400, [json], Buffer.from(guess, 'utf16le')],
  ['Latin-1', 415, ['Content-Type: application/json; charset=iso-8859-1'], guess],
  ['two charsets', 415, ['Content-Type: application/json; charset=utf-8; charset=utf-7'], guess],
  [
    'a form',
    415,
    ['Content-Type: application/x-www-form-urlencoded'],
    'loginId=nobody&code=123456',
  ],
  [
    'many parts',
    415,
    ['Content-Type: multipart/form-data; boundary=x'],
    `--x\r\n\r\n${guess}\r\n--x--`,
  ],
  ['plain text', 415, ['Content-Type: text/plain'], guess],
  ['something near JSON', 415, ['Content-Type: application/json5'], guess],
  ['JSON of a kind', 415, ['Content-Type: application/problem+json'], guess],
  ['no type', 415, [], guess],
  ['nothing at all', 400, [json], ''],
  ['a huge number', 400, [json], '{"loginId":"nobody","code":1e400}'],
  ['many digits', 400, [json], `{"loginId":"nobody","code":${'9'.repeat(15_000)}}`],
  ['deep arrays', 400, [json], nested(8000, ['[', ']'])],
  ['JSON twice', 400, [json], `${guess}${guess}`],
];

/** The same below /manage, where bodies may be larger. */
const refusedManagement: readonly (readonly [string, string])[] = [
  ['arrays 100,000 deep', nested(100_000, ['[', ']'])],
  ['arrays that never end', '['.repeat(900_000)],
  ['objects 100,000 deep', nested(100_000, ['{"a":', '}'])],
  ['a name 100,000 deep', `{"loginId":"nobody","name":${nested(100_000, ['[', ']'])}}`],
  ['80,000 fields', manyKeys],
  ['a number of 900,000 digits', `{"loginId":${'9'.repeat(900_000)}}`],
  ['one field a hundred thousand times', `{${'"loginId":1,'.repeat(70_000)}"loginId":1}`],
];

/** Lengths that are not those of the body. The first answer counts. */
const falseLengths: readonly (readonly [string, number, readonly string[], string])[] = [
  ['smaller', 400, ['Content-Length: 5'], guess],
  ['negative', 400, ['Content-Length: -5'], guess],
  ['signed', 400, ['Content-Length: +36'], guess],
  ['hexadecimal', 400, ['Content-Length: 0x24'], guess],
  ['beyond any number', 400, ['Content-Length: 99999999999999999999999'], guess],
  ['a gigabyte', 413, ['Content-Length: 1073741824'], guess],
  ['two', 400, ['Content-Length: 36', 'Content-Length: 5'], guess],
  ['the same twice', 400, ['Content-Length: 36', 'Content-Length: 36'], guess],
  ['a list', 400, ['Content-Length: 36, 36'], guess],
  ['beside chunks', 400, ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [
    'beside chunks, the other way',
    400,
    ['Transfer-Encoding: chunked', 'Content-Length: 4'],
    '0\r\n\r\n',
  ],
  ['of an unknown coding', 400, ['Transfer-Encoding: xchunked'], guess],
  ['chunks that are not last', 400, ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
  ['a chunk beyond any number', 400, ['Transfer-Encoding: chunked'], 'ffffffffffffffffff\r\n'],
  ['a chunk of no number', 400, ['Transfer-Encoding: chunked'], 'g\r\n'],
];

function withLength(headers: readonly string[], body: string | Buffer): readonly string[] {
  return [...headers, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'];
}

describe('a hostile body', () => {
  securityRowOnce('S48', 'is refused at once, and held by nobody', async ({ count }) => {
    const server = await startServerProcess(await freshDatabase('SQLite'));
    const { origin } = server;
    const public_ = '/api/v1/verifications';
    const bytes = count({ full: 1024 * mebibyte, reduced: 64 * mebibyte });
    const sendMany = (): ReturnType<typeof sendChunks>[] =>
      [public_, '/api/v1/enrollments', '/nowhere'].map((to) => sendChunks(origin, to, bytes));
    // What is loaded once is loaded by the first.
    await Promise.all(sendMany());
    const before = residentMemory(server.pid);

    const [tooLarge, alsoTooLarge, nowhere] = await Promise.all(sendMany());
    expect([tooLarge?.status, alsoTooLarge?.status, nowhere?.status]).toEqual([413, 413, 404]);
    for (const answer of [tooLarge, alsoTooLarge, nowhere]) {
      expect(answer?.answeredMs).toBeLessThan(soonMs);
      expect(answer?.sent).toBeLessThan(bytes);
      expect(answer?.text).toMatch(/^connection: close\r$/im);
    }

    for (const [what, status, headers, body] of refusedBodies) {
      const request = writeRequest(`POST ${public_}`, withLength(headers, body), body);
      const answer = await send(origin, request);
      expect([what, answer.status]).toEqual([what, status]);
      const refusal = problem.parse(JSON.parse(answer.text.slice(answer.text.indexOf('\r\n\r\n'))));
      expect([what, refusal.status]).toEqual([what, status]);
    }
    for (const [what, status, lengths, body] of falseLengths) {
      const answer = await send(origin, writeRequest(`POST ${public_}`, [json, ...lengths], body));
      expect([what, answer.status]).toEqual([what, status]);
    }
    // One that is larger never comes to its end; here the sender gives up.
    const short = await openRaw(origin);
    short.socket.end(writeRequest(`POST ${public_}`, [json, 'Content-Length: 1000'], guess));
    await short.closed;
    expect(short.statuses()).toEqual([400]);
    for (const [what, body] of refusedManagement) {
      const headers = [json, `Authorization: Bearer ${managementKey}`];
      const request = writeRequest('POST /api/v1/manage/users', withLength(headers, body), body);
      const answer = await send(origin, request);
      expect([what, answer.status]).toEqual([what, 400]);
      // What was sent is not sent back.
      expect([what, answer.text.length < 10_000]).toEqual([what, true]);
    }
    // Some of it was nearly good.
    const charset = [
      'Content-Type: Application/JSON; charset="UTF-8"',
      'Content-Encoding: identity',
    ];
    const good = writeRequest(`POST ${public_}`, withLength(charset, guess), guess);
    expect((await send(origin, good)).status).toBe(401);

    expect((await server.fetch('/healthz')).status).toBe(200);
    expect(residentMemory(server.pid) - before).toBeLessThan(mostGrowth);
    expect(server.output()).not.toContain('"level":"error"');
  });

  securityRowOnce('S48', 'is refused within a site, too', async () => {
    const { kit } = await mountKit();
    const site = express();
    site.use(toNodeHandler(kit));
    const origin = await serveNode(site);
    const target = '/auth/api/v1/verifications';
    const flood = await sendChunks(origin, target, 64 * mebibyte);
    expect(flood.status).toBe(413);
    expect(flood.sent).toBeLessThan(64 * mebibyte);
    for (const [what, status, headers, body] of refusedBodies) {
      const request = writeRequest(`POST ${target}`, withLength(headers, body), body);
      expect([what, (await send(origin, request)).status]).toEqual([what, status]);
    }

    const parsing = express();
    parsing.use(express.json({ limit: '1mb' }));
    parsing.use(toNodeHandler(kit));
    const deep = nested(100_000, ['[', ']']);
    const request = writeRequest(`POST ${target}`, withLength([json], deep), deep);
    expect([400, 413]).toContain((await send(await serveNode(parsing), request)).status);
  });

  securityRowOnce(
    'S48',
    'that comes as a web stream is read no further than it may be',
    async () => {
      const { kit } = await mountKit();
      const ask = async (body: BodyInit | null, headers: Record<string, string> = {}) => {
        const request = new Request('https://shop.example/auth/api/v1/verifications', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
          duplex: 'half',
        } as RequestInit);
        return (await kit.fetch(request, { clientAddress: '192.0.2.7' })).status;
      };
      let pulled = 0;
      let isCancelled = false;
      const endless = new ReadableStream({
        pull: (controller) => {
          pulled += 4096;
          controller.enqueue(new Uint8Array(4096).fill(32));
        },
        cancel: () => {
          isCancelled = true;
        },
      });
      expect(await ask(endless)).toBe(413);
      expect(pulled).toBeLessThan(mebibyte);
      expect(isCancelled).toBe(true);
      const broken = new ReadableStream({
        pull: (controller) => {
          controller.error(new Error('gone'));
        },
      });
      expect(await ask(broken)).toBe(400);
      expect(
        await ask(
          new ReadableStream({
            pull: (c) => {
              c.enqueue('text');
            },
          }),
        ),
      ).toBe(400);
      expect(await ask(null)).toBe(400);
      for (const length of ['36, 36', '-36', '1e3', '']) {
        expect([length, await ask(guess, { 'content-length': length })]).toEqual([length, 400]);
      }
      expect(await ask(guess, { 'content-length': '1073741824' })).toBe(413);
      expect(await ask(guess, { 'content-encoding': 'gzip' })).toBe(415);
      expect(await ask(guess)).toBe(401);
    },
  );
});

describe('an honest client that sends too much', () => {
  it('reads why, and need not open another connection after a small body', async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'));
    for (const size of [20_000, 200_000, 5_000_000]) {
      const response = await server.fetch('/api/v1/verifications', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: 'x'.repeat(size),
      });
      expect([size, response.status]).toEqual([size, 413]);
      expect(problem.parse(await response.json()).code).toBe('payload_too_large');
    }
  });
});
