import { cp, readFile, writeFile } from 'node:fs/promises';
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

/** The page of examples/plain-html, with the address of the test's server for that of the README. */
export async function copyPlainHtmlFor(serverUrl: string, folder: string): Promise<void> {
  await cp(path.join(root, 'examples/plain-html'), folder, { recursive: true });
  const file = path.join(folder, 'index.html');
  const page = await readFile(file, 'utf8');
  await writeFile(file, page.replaceAll('http://localhost:8787', serverUrl));
}
