import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../packages/server/src/testing/free-port.ts';

const script = path.resolve(import.meta.dirname, '../../deploy/health-check.mjs');

interface Outcome {
  readonly code: number | null;
  readonly words: string;
}

async function check(environment: Record<string, string>): Promise<Outcome> {
  const child = spawn(process.execPath, [script], { env: environment });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (words += text));
  }
  await once(child, 'close');
  return { code: child.exitCode, words: words.trim() };
}

/** Something that answers as a server does that is ready, or not. */
async function answerAt(answers: Readonly<Record<string, number>>): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(answers[request.url ?? ''] ?? 404).end('{}');
  });
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return String(port);
}

test('a server that is ready is healthy, below the path of its public URL, too', async () => {
  const PORT = await answerAt({ '/readyz': 200, '/auth/readyz': 200 });
  expect(await check({ PORT })).toMatchObject({ code: 0 });
  const mounted = await check({ PORT, TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth' });
  expect(mounted).toEqual({
    code: 0,
    words: `http://127.0.0.1:${PORT}/auth/readyz answers 200: {}`,
  });
});

test('one that stops, and none at all, is not healthy, and it says so', async () => {
  const PORT = await answerAt({ '/readyz': 503 });
  expect(await check({ PORT })).toEqual({
    code: 1,
    words: `http://127.0.0.1:${PORT}/readyz answers 503: {}`,
  });
  const free = String(await findFreePort());
  const { code, words } = await check({ PORT: free });
  expect(code).toBe(1);
  expect(words).toContain(`http://127.0.0.1:${free}/readyz does not answer: `);
});
