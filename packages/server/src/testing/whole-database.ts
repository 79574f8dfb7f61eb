import { readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Nothing where the last connection has ended: the log is gone then, and the file holds what it held. */
function readLog(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Everything a database holds, as text: the bytes of the SQLite files, or every row of every PostgreSQL table. */
export async function readWholeDatabase(databaseUrl: string): Promise<string> {
  if (databaseUrl.startsWith('sqlite:')) {
    const path = databaseUrl.slice('sqlite:'.length);
    // Its log first: what leaves that goes into the file before.
    return readLog(`${path}-wal`) + readFileSync(path, 'latin1');
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT * FROM ${client.escapeIdentifier(name)}`);
      texts.push(JSON.stringify(rows));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
