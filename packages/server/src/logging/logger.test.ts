import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LogLevel } from '../core/log-level.ts';
import { withoutSecrets } from '../redaction/secret-texts.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { guardLogger } from './logger.ts';
import { makeServerLog, type LogLook } from './server-log.ts';

const key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** A log in a file, and what stands there. */
function openLog({ look = 'JSON', level = 'debug' }: { look?: LogLook; level?: LogLevel } = {}) {
  const path = join(temporaryFolder(), 'log');
  const descriptor = openSync(path, 'a');
  onTestFinished(() => {
    closeSync(descriptor);
  });
  const logger = guardLogger(makeServerLog(descriptor, look), { level, redact: withoutSecrets });
  return { logger, text: () => readFileSync(path, 'utf8') };
}

it('writes one JSON object a line: level, ISO time, fields, message', () => {
  const { logger, text } = openLog();
  logger.info({ version: '0.1.0' }, 'started');
  logger.debug({ requestId: 'req_1', status: 200 }, 'a request');
  const [first = '', second = '', ...rest] = text().split('\n');
  expect(JSON.parse(first)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    version: '0.1.0',
    msg: 'started',
  });
  expect(JSON.parse(second)).toMatchObject({ level: 'debug', requestId: 'req_1', status: 200 });
  expect(rest).toEqual(['']);
});

it.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
] as const)('writes from the level %s on', (level, written) => {
  const { logger, text } = openLog({ level });
  for (const one of ['debug', 'info', 'warn', 'error'] as const) logger[one]({}, 'said');
  const levels = text().match(/"level":"(\w+)"/g) ?? [];
  expect(levels).toEqual(written.map((one) => `"level":"${one}"`));
});

it('tells type, code, message, stack and causes of an error, without secrets', () => {
  const { logger, text } = openLog();
  const cause = Object.assign(new TypeError(`no ${key}`), { code: 'E1', parameters: [key] });
  const err = new Error(`failed with ${key}`, { cause });
  logger.error({ err, deep: [{ note: key, bytes: Buffer.from(key) }] }, `because of ${key}`);
  expect(text()).not.toContain(key);
  expect(JSON.parse(text())).toMatchObject({
    msg: 'because of [key]',
    err: {
      type: 'Error',
      message: 'failed with [key]',
      stack: expect.stringContaining('logger.test.ts') as string,
      cause: { type: 'TypeError', code: 'E1', message: 'no [key]' },
    },
    deep: [{ note: '[key]', bytes: '[32 bytes]' }],
  });
});

const hostile = 'a\nb\r{"level":"info"}\u001b[2J\u009b\u202e\u2028\u0000\u200b\u007f\ud800';

it.each(['JSON', 'text', 'coloured text'] as const)(
  'keeps what came from outside in one line that acts on nothing: %s',
  (look) => {
    const { logger, text } = openLog({ look });
    logger.warn({ name: hostile, [hostile]: 1 }, `of ${hostile}`);
    const lines = text().split('\n');
    expect(lines).toHaveLength(2);
    const [line = ''] = lines;
    const ownColour = line.replace('\u001b[33mWARN \u001b[0m', 'WARN ');
    expect(ownColour).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);
    if (look === 'JSON') expect(JSON.parse(line)).toMatchObject({ name: hostile });
  },
);

it('shows a person the time of day, the level, the sentence, fields, and an error below', () => {
  const { logger, text } = openLog({ look: 'text' });
  const err = new Error('disk\nfull', { cause: new TypeError('no room') });
  err.stack = 'Error: disk\nfull\n    at write (file.js:1:2)';
  logger.error({ requestId: 'req_1', count: 2, err }, 'a request failed');
  const [head, first, second, third, because] = text().split('\n');
  expect(head).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} ERROR a request failed {2}requestId=req_1 {2}count=2$/,
  );
  expect([first, second, third]).toEqual([
    '    Error: disk',
    '      full',
    '      at write (file.js:1:2)',
  ]);
  expect(because).toMatch(/^ {4}because of TypeError: no room$/);
});

it('cuts what is long, and no secret in two', () => {
  const { logger, text } = openLog();
  logger.warn(
    { long: 'x'.repeat(8180) + ` ${key}${'y'.repeat(100_000)}`, far: `${'z '.repeat(4095)}${key}` },
    'said',
  );
  expect(text().length).toBeLessThan(20_000);
  expect(text()).not.toContain(key.slice(0, 12));
});

it('hands a site’s logger what it has methods for, and is not failed by it', () => {
  const said: unknown[] = [];
  const logger = guardLogger(
    {
      warn: (fields, message) => said.push([fields, message]),
      error: () => {
        throw new Error('the site’s logger is broken');
      },
    },
    { level: 'debug', redact: withoutSecrets },
  );
  logger.debug({}, 'a request');
  logger.info({}, 'started');
  logger.warn({ err: new Error(key) }, 'said');
  logger.error({}, 'failed');
  expect(said).toEqual([[{ err: expect.objectContaining({ message: '[key]' }) as Error }, 'said']]);
});

it('takes out what a field’s name says is secret', () => {
  const { logger, text } = openLog();
  logger.warn({ password: 'horse', code: '123456', deep: [{ Authorization: 'x y' }] }, 'said');
  logger.warn({ code: 'storage_unavailable' }, 'said');
  expect(text()).not.toMatch(/horse|123456|x y/);
  expect(text()).toContain('storage_unavailable');
});

it('is not failed by a logger that answers later, and badly', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const failing = (): void => Promise.reject(new Error('no network')) as unknown as undefined;
  guardLogger({ warn: failing, error: failing }, { level: 'debug', redact: withoutSecrets }).warn(
    {},
    'said',
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});

it('survives fields that go round, and are not what they seem', () => {
  const { logger, text } = openLog();
  const round: Record<string, unknown> = { big: 1n, at: new Date(0), run: () => 1 };
  round['self'] = round;
  const trap = Object.defineProperty({}, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('trap');
    },
  });
  logger.warn({ round }, 'said');
  logger.warn({ trap }, 'said');
  logger.warn({}, 'and goes on');
  expect(text()).toContain('1970-01-01T00:00:00.000Z');
  expect(text()).toContain('and goes on');
});
