import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../e2e/harness/server.ts';
import {
  copyConsumer,
  makeCleanFolder,
  packageNames,
  packPackages,
  root,
  type CleanFolder,
} from './clean-folder.ts';

const frameworks = [
  ...['react', '@types/react', '@types/node'],
  '@types/express',
  ...['preact', 'solid-js', 'vue', 'svelte', '@angular/core', '@angular/compiler', 'rxjs'],
];
const compilers = { '5.9': 'typescript-5.9', '6': 'typescript', '7': 'typescript-7' } as const;
const resolutions = { bundler: 'esnext', nodenext: 'nodenext', node16: 'node16' } as const;

/** One of each kind in every run; `npm run test:packages` has all nine. */
const pairs = process.env['TOTP_KIT_FULL_TESTS']
  ? Object.keys(compilers).flatMap((compiler) =>
      Object.keys(resolutions).map((resolution) => [compiler, resolution]),
    )
  : [
      ['5.9', 'node16'],
      ['6', 'bundler'],
      ['7', 'nodenext'],
    ];

let folder: CleanFolder;

beforeAll(async () => {
  await packPackages();
  folder = await makeCleanFolder({ tarballs: packageNames, others: frameworks });
  await copyConsumer(folder.path);
});

afterAll(() => folder[Symbol.asyncDispose]());

describe('the types of every export', () => {
  test.each(pairs)('pass TypeScript %s with moduleResolution %s', async (compiler, resolution) => {
    const tsc = path.join(
      root,
      'node_modules',
      compilers[compiler as keyof typeof compilers],
      'bin/tsc',
    );
    const module = resolutions[resolution as keyof typeof resolutions];
    await folder.node(tsc, '--module', module, '--moduleResolution', resolution);
  });
});

describe('on a server', () => {
  test('importing any module of the components throws nothing', async () => {
    const dist = path.join(folder.path, 'node_modules/@totp-kit/components/dist');
    const elements = (await readdir(path.join(dist, 'elements'))).filter((file) =>
      file.endsWith('.js'),
    );
    const names = [
      ...['', '/client', '/headless', '/management', '/react', '/vue', '/svelte'],
      ...['/jsx/react', '/jsx/preact', '/jsx/solid'],
      ...elements.flatMap((file) => [`/elements/${file}`, `/${file}`]),
    ];
    const imports = names.map((name) => `await import('@totp-kit/components${name}');`);
    await folder.node('--input-type=module', '--eval', imports.join('\n'));
    // What Angular's compiler finishes at the build of an app, its just-in-time compiler does here.
    await folder.node(
      '--input-type=module',
      '--eval',
      `import '@angular/compiler'; await import('@totp-kit/components/angular');`,
    );
  });
});

describe('what a bundler makes of it', () => {
  test('a class that is not used leaves nothing behind', async () => {
    const code = await bundle(`
      import { TotpSetupElement } from '@totp-kit/components/elements/totp-setup';
      import { TotpVerify } from '@totp-kit/components/react';
      console.log('nothing of it');`);
    expect(code.trim()).toMatch(/^(\/\/.*\s*)?console\.log\(["`']nothing of it["`']\);$/);
  });

  test('a class alone registers no element', async () => {
    const code = await bundle(`
      import { TotpQrElement } from '@totp-kit/components/elements/totp-qr';
      globalThis.Qr = TotpQrElement;`);
    expect(code).toMatch(/TotpQrElement = class|class TotpQrElement/);
    expect(code).not.toContain('customElements.define(');
  });

  test('an element registers itself and those it shows, and no others', async () => {
    const code = await bundle(`import '@totp-kit/components/totp-verify';`);
    expect(definedIn(code)).toEqual(['totp-verify']);
    const setup = await bundle(`import '@totp-kit/components/totp-setup';`);
    expect(definedIn(setup)).toEqual([
      ...['totp-key', 'totp-provision-link', 'totp-qr', 'totp-setup', 'totp-verify'],
    ]);
  });

  test('a component of React brings the element of its name', async () => {
    const code = await bundle(`
      import { TotpQr } from '@totp-kit/components/react';
      globalThis.Qr = TotpQr;`);
    expect(definedIn(code)).toEqual(['totp-qr']);
  });
});

test('npx totp-kit serve signs people up in an empty folder', async () => {
  const empty = path.join(folder.path, 'empty');
  await mkdir(empty);
  const port = await findFreePort();
  const command = path.join(folder.path, 'node_modules/.bin/totp-kit');
  const server = spawn(process.execPath, [command, 'serve'], {
    cwd: empty,
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await waitFor(server.stdout, 'listening');
    const api = `http://localhost:${port}/api/v1`;
    const enrollment = (await post(`${api}/enrollments`, {
      action: 'sign-up',
      loginId: 'ada',
    })) as {
      readonly enrollmentId: string;
      readonly key: string;
    };
    const code = new TOTP({ secret: Secret.fromBase32(enrollment.key) }).generate();
    const confirmed = await post(`${api}/enrollments/${enrollment.enrollmentId}/confirmation`, {
      code,
    });
    expect(confirmed).toMatchObject({ user: { loginId: 'ada' }, firstSeen: true });
    const script = await fetch(`http://localhost:${port}/totp-kit.all.js`);
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await readdir(empty)).toEqual(['data']);
  } finally {
    server.kill();
    await once(server, 'close');
  }
});

/** One file with all that its entry loads at once; what it loads later stays out. */
async function bundle(entry: string): Promise<string> {
  const file = path.join(folder.path, 'entry.js');
  await writeFile(file, entry);
  const build = await rolldown({
    input: file,
    external: /^react(\/|$)/,
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  const chunks = output.filter((chunk) => chunk.type === 'chunk');
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of loaded) {
    chunks.find(({ fileName }) => fileName === name)?.imports.forEach((one) => loaded.add(one));
  }
  return chunks
    .filter(({ fileName }) => loaded.has(fileName))
    .map(({ code }) => code)
    .join('\n');
}

function definedIn(code: string): string[] {
  return Array.from(code.matchAll(/defineElement\(["'`]([\w-]+)/g), ([, tag = '']) => tag).sort();
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function waitFor(output: NodeJS.ReadableStream, text: string): Promise<void> {
  let read = '';
  for await (const chunk of output) {
    read += String(chunk);
    if (read.includes(text)) break;
  }
  if (!read.includes(text)) throw new Error(`The server ended:\n${read}`);
  output.resume();
}
