import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const execute = promisify(execFile);

/** The text of the QR code on a picture, read by zbarimg; nothing where it finds none. */
export async function readPicture(picture: Buffer): Promise<string | undefined> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'picture.png');
    await writeFile(file, picture);
    return readFile(file);
  });
}

/** Prints a page as a browser does by itself, without backgrounds, and scans each sheet of paper. */
export async function readPaper(page: Page): Promise<(string | undefined)[]> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'paper.pdf');
    await page.pdf({ path: file, format: 'A4', printBackground: false });
    await execute('pdftoppm', ['-r', '150', '-png', file, path.join(folder, 'sheet')]);
    const sheets = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
    return Promise.all(sheets.map((name) => readFile(path.join(folder, name))));
  });
}

async function readFile(file: string): Promise<string | undefined> {
  // It ends with 4 where it finds no code.
  const { stdout } = await execute('zbarimg', ['--raw', '-q', file]).catch(() => ({ stdout: '' }));
  return stdout.trim() || undefined;
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-paper-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
