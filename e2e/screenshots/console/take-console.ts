import path from 'node:path';
import type { Browser } from 'playwright-core';
import { seedDatabase } from '../../../bench/seed-database.ts';
import { startConsoleServer } from '../../harness/console.ts';
import { Management } from '../../harness/management.ts';
import { makeDataFolder, managementKey } from '../../harness/server.ts';
import type { Look } from '../looks.ts';
import { Studio } from '../studio.ts';
import { takeEntrance } from './entrance.ts';
import type { ConsoleSet } from './set.ts';
import { takeTasks } from './tasks.ts';
import { takeTrouble } from './trouble.ts';
import { takeUsers } from './users.ts';
import { takeViews } from './views.ts';

/** Every view of the console in one look, on a server of its own with users and events. */
export async function takeConsole(
  browser: Browser,
  { look, folder }: { readonly look: Look; readonly folder: string },
): Promise<void> {
  await using data = await makeDataFolder();
  const database = `sqlite:${path.join(data.path, 'totp-kit.db')}`;
  const now = Date.now();
  await seedDatabase({ database, users: 300, events: 24_000, now, onProgress: () => {} });
  await using server = await startConsoleServer({
    DATABASE_URL: database,
    TOTP_KIT_MANAGEMENT_KEY: managementKey,
  });
  const management = new Management(server.url);
  await addUnusual(management);
  const studio = await Studio.open(browser, { look, server: server.url, folder });
  try {
    const set: ConsoleSet = { studio, server, management };
    const administrator = await takeEntrance(set);
    for (const walk of [takeViews, takeUsers, takeTasks]) await walk(set);
    await takeTrouble(set, administrator);
  } finally {
    await studio.close();
  }
}

/** Login IDs and names that a table must have room for. */
async function addUnusual(management: Management): Promise<void> {
  await management.createUser(`${'a.very.long.login.id.'.repeat(7)}of@example.com`, {
    name: 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine Sr. of Philadelphia',
  });
  await management.createUser('a.sara@example.com', { name: 'سارة العتيبي' });
}
