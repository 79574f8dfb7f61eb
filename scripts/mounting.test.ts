import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

// What docs/mounting.md says is checked against the files that it quotes, and these are run as they are.

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples/mounting');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const document = read('docs/mounting.md');

const snippets: ReadonlyMap<string, string> = new Map(
  Array.from(
    document.matchAll(
      /\]\(\.\.\/examples\/mounting\/([^)]+)\)[^`]*(?:`[^`\n]+`[^`]*)?```\w+\n([\s\S]*?)```/g,
    ),
    ([, file = '', text = '']) => [file, text],
  ),
);

test('every snippet is a file, and every file a snippet', () => {
  expect(snippets.size).toBe(document.split('```').length >> 1);
  expect([...snippets.keys()].sort()).toEqual(readdirSync(examples).sort());
  for (const [file, text] of snippets) expect(text).toBe(read(`examples/mounting/${file}`));
});

test('every link leads somewhere', () => {
  for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
    expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
  }
  const headings = Array.from(document.matchAll(/^## (.+)$/gm), ([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  for (const [, anchor] of document.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
});

/** Runs a module in an empty folder until the test is over, and says where it serves. */
async function run(...words: readonly string[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-mounting-'));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['--conditions=totp-kit-source', ...words], {
    cwd: folder,
    env: { PORT: String(port), SITE_URL: url, AUTH_DATABASE_URL: 'sqlite:./next.db' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    const hasEnded = once(child, 'close');
    if (child.exitCode === null) child.kill('SIGKILL');
    await hasEnded;
    rmSync(folder, { recursive: true });
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('listening on port')) resolve();
      });
    }
    child.once('exit', () => {
      reject(new Error(`${words.join(' ')} has ended: ${output}`));
    });
  });
  return url;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts a sign-up, which needs a database, a body and an address. */
async function startSignUp(mount: string): Promise<number> {
  const response = await fetch(`${mount}/api/v1/enrollments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'sign-up', loginId: 'ada@example.com' }),
  });
  return response.status;
}

test.each(['hono.js', 'express.js', 'node.js'])('%s runs, beside its site', async (file) => {
  const url = await run(path.join(examples, file));
  expect(await startSignUp(`${url}/auth`)).toBe(201);
  expect(await (await fetch(`${url}/`)).text()).toContain('where they were');
});

test('next-page.js answers what Next hands it', async () => {
  const page = JSON.stringify(path.join(examples, 'next-page.js'));
  const host = `
    import { createServer } from 'node:http';
    import handle from ${page};
    const { PORT } = process.env;
    createServer(handle).listen(PORT, () => console.log('listening on port ' + PORT));`;
  const url = await run('--input-type=module', '--eval', host);
  expect(await startSignUp(`${url}/api/auth`)).toBe(201);
});

test('two.js has two servers', async () => {
  const url = await run(path.join(examples, 'two.js'));
  expect(await startSignUp(`${url}/auth`)).toBe(201);
  expect(await startSignUp(`${url}/staff/auth`)).toBe(403);
});
