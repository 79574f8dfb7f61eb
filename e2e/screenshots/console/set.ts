import type { Locator } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import type { ConsoleServer } from '../../harness/console.ts';
import type { Management } from '../../harness/management.ts';
import type { Studio } from '../studio.ts';

/** What the pictures of the console are taken with. */
export interface ConsoleSet {
  readonly studio: Studio;
  readonly server: ConsoleServer;
  /** The site's backend, which does things meanwhile. */
  readonly management: Management;
}

/** Opens a view by its address. */
export async function open({ studio }: ConsoleSet, view: string): Promise<void> {
  await studio.visit(`/console/${view}`);
  await studio.page.getByRole('heading', { level: 1 }).waitFor();
  await studio.page.waitForLoadState('networkidle');
}

export function button({ studio }: ConsoleSet, name: string | RegExp): Locator {
  return studio.page.getByRole('button', { name, exact: true });
}

/** Presses what a dialog closes by, and waits until it is away. */
export async function closeDialog(set: ConsoleSet): Promise<void> {
  const dialog = set.studio.page.locator('dialog[open]');
  await set.studio.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** The code that the app of a key shows by the server's clock. */
export function codeOf({ server }: ConsoleSet, key: string): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: server.now() });
}
