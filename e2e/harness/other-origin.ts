import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { root } from './server.ts';

/** The demo, built to find its server on another origin. */
export async function buildDemoFor(serverUrl: string, outDir: string): Promise<void> {
  process.env['VITE_TOTP_KIT_SERVER'] = serverUrl;
  await build({
    configFile: path.join(root, 'demo/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  delete process.env['VITE_TOTP_KIT_SERVER'];
}

/** The files of examples/plain-html, with the address of the test's server for that of the README. */
export async function copyPlainHtmlFor(serverUrl: string, folder: string): Promise<void> {
  await copyExamples('plain-html', { serverUrl, folder });
}

/** The files of examples/screens, which docs/screens.md quotes, with the address of the test's server. */
export async function copyScreensFor(serverUrl: string, folder: string): Promise<void> {
  await copyExamples('screens', { serverUrl, folder });
}

/** The administration of docs/console-table.md, with the address of the test's server. */
export async function copyConsoleTableFor(serverUrl: string, folder: string): Promise<void> {
  await copyExamples('console-table', { serverUrl, folder });
}

async function copyExamples(
  name: string,
  { serverUrl, folder }: { serverUrl: string; folder: string },
): Promise<void> {
  await cp(path.join(root, 'examples', name), folder, {
    recursive: true,
    filter: (source) => path.basename(source) !== 'node_modules',
  });
  for (const entry of await readdir(folder)) {
    const file = path.join(folder, entry);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('http://localhost:8787', serverUrl));
  }
}
