import Database from 'better-sqlite3';
import { Client } from 'pg';

/** Runs one statement past the server, in the words of either database, and gives back its rows. */
export async function runSql(databaseUrl: string, sql: string): Promise<readonly unknown[]> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new Database(databaseUrl.slice('sqlite:'.length));
    try {
      const statement = database.prepare(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
