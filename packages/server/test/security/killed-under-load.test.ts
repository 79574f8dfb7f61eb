import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { signIn, signUp, type Person } from './storage-scene.ts';

/** Sign-ups that begin a second; a sign-up is two requests, and every second one is followed by a sign-in. */
const signUpsPerSecond = 80;

/** What the server has acknowledged. */
interface Acknowledged {
  /** Signed up, with a code that is still good. */
  readonly enrolled: Person[];
  /** Signed up and signed in: the code is spent. */
  readonly spent: Person[];
}

describe('killed under load', () => {
  securityRowOnSqlite(
    'S38',
    'acknowledged means stored: enrollments sign in, accepted codes stay spent, the file is whole',
    async ({ count }) => {
      const databaseUrl = await freshDatabase('SQLite');
      const kills = count({ full: 50, reduced: 3 });
      const most = count({ full: 1500, reduced: 500 });
      let server = await startServerProcess(databaseUrl);
      for (let round = 1; round <= kills; round += 1) {
        const acknowledged: Acknowledged = { enrolled: [], spent: [] };
        const load = startLoad(server, `round ${round}`, acknowledged);
        while (acknowledged.spent.length === 0 || acknowledged.enrolled.length === 0)
          await pause(1);
        await pause(Math.random() * most);
        await server.kill();
        await load.stop();

        server = await startServerProcess(databaseUrl);
        expect(checkIntegrity(databaseUrl)).toBe('ok');
        const replays = await statusesOf(server, acknowledged.spent);
        expect(new Set(replays)).toEqual(new Set([401]));
        const signIns = await statusesOf(server, acknowledged.enrolled);
        expect(new Set(signIns)).toEqual(new Set([200]));
      }
    },
  );
});

function startLoad(server: ServerProcess, name: string, { enrolled, spent }: Acknowledged) {
  const running: Promise<void>[] = [];
  const begin = async (index: number): Promise<void> => {
    try {
      const person = await signUp(server, `${name} ${index}`);
      if (index % 2 === 0) {
        enrolled.push(person);
        return;
      }
      const { status } = await signIn(server, person);
      if (status === 200) spent.push(person);
    } catch {
      // The process was killed: what was not acknowledged is promised to nobody.
    }
  };
  const timer = setInterval(() => running.push(begin(running.length)), 1000 / signUpsPerSecond);
  return {
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

function statusesOf(server: ServerProcess, people: readonly Person[]): Promise<number[]> {
  return Promise.all(people.map(async (person) => (await signIn(server, person)).status));
}

function checkIntegrity(databaseUrl: string): unknown {
  const database = new Database(databaseUrl.slice('sqlite:'.length), { readonly: true });
  try {
    return database.pragma('integrity_check', { simple: true });
  } finally {
    database.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
