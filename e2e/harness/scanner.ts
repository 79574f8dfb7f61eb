import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const execute = promisify(execFile);

/** What a camera sees: the text of the QR code on a screenshot of the page, read by zbarimg. */
export async function scanQr(page: Page): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-scan-'));
  try {
    const screenshot = path.join(folder, 'screen.png');
    await page.screenshot({ path: screenshot });
    const { stdout } = await execute('zbarimg', ['--raw', '-q', screenshot]);
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}
