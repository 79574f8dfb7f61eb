import { connect } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { asManagement } from '../../src/testing/test-server.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';

const patience = { timeout: 60_000, interval: 10 };
const forged = '{"level":"error","msg":"forged"}';
const escapes = '\u001b[2J\u009b31m\u202e\u2028\r';

/** Sends bytes as no client would, and waits until the server has had enough. */
function send(origin: string, bytes: string): Promise<void> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(bytes, 'utf8'));
    socket
      .on('error', () => undefined)
      .on('close', () => {
        resolve();
      });
    socket.resume();
  });
}

describe('the log', () => {
  securityRowOnce(
    'S57',
    'has one harmless line for whatever comes from outside',
    async ({ engine }) => {
      const databaseUrl = await freshDatabase(engine);
      const server = await startServerProcess(databaseUrl, { TOTP_KIT_LOG_LEVEL: 'debug' });
      const encoded = encodeURIComponent(`\n${forged}${escapes}`);
      await server.fetch(`/api/v1/${encoded}?x=${encoded}`);
      await server.fetch(`/nowhere/${encoded}`, {
        headers: { 'x-forwarded-for': `${forged}\u009b31m` },
      });
      for (const head of [
        `GET /${escapes}${forged} HTTP/1.1`,
        `GET /a%0a${forged} HTTP/1.1\r\nHost: a\nb`,
        `GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \u001b[2J${forged}`,
        `${forged} / HTTP/1.1\r\nHost: x`,
      ]) {
        await send(server.origin, `${head}\r\nConnection: close\r\n\r\n`);
      }
      // Names and faults that hold it, too: a table by that name is missed.
      const name = `Eve ${forged}\u202e`;
      const create = {
        method: 'POST',
        headers: { ...asManagement, 'content-type': 'application/json' },
      };
      await server.fetch('/api/v1/manage/users', {
        ...create,
        body: JSON.stringify({ loginId: 'eve', name }),
      });
      await runSql(databaseUrl, 'ALTER TABLE users RENAME TO taken_away');
      const faulty = await server.fetch('/api/v1/manage/users', { headers: asManagement });
      expect(faulty.status).toBeGreaterThanOrEqual(500);
      await runSql(databaseUrl, 'ALTER TABLE taken_away RENAME TO users');
      await server.fetch('/healthz');
      const requests = (): number => server.output().match(/"msg":"a request"/g)?.length ?? 0;
      await vi.waitFor(() => {
        expect(requests()).toBeGreaterThanOrEqual(5);
      }, patience);
      await server.kill();

      const output = server.output();
      expect(output.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);
      const lines = output
        .split('\n')
        .filter((line) => !/^(totp-kit is listening| {2}|$)/.test(line));
      for (const line of lines) {
        const { level, time, msg } = JSON.parse(line) as Record<string, unknown>;
        expect(
          [level, time, msg].every((part) => typeof part === 'string'),
          line,
        ).toBe(true);
        expect(msg).not.toBe('forged');
      }
      expect(lines.some((line) => line.includes('"msg":"a request failed"'))).toBe(true);
    },
  );
});
