import { readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Everything a database holds, as text: the bytes of the SQLite files, or every row of every PostgreSQL table. */
export async function readWholeDatabase(databaseUrl: string): Promise<string> {
  if (databaseUrl.startsWith('sqlite:')) {
    const path = databaseUrl.slice('sqlite:'.length);
    return ['', '-wal'].map((ending) => readFileSync(`${path}${ending}`, 'latin1')).join('');
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
