import { openStore } from '../packages/server/src/store/open-store.ts';
import { locationOf, openBulkDatabase } from './database.ts';
import { seededRandom } from './people.ts';
import { seedEvents } from './seed-events.ts';
import { seedUsers } from './seed-users.ts';

export interface Seeding {
  /** As in DATABASE_URL. */
  readonly database: string;
  readonly users: number;
  readonly events: number;
  /** Milliseconds: what is made has happened before. */
  readonly now: number;
  readonly onProgress: (sentence: string) => void;
}

const batchRows = 10_000;

/** Fills an empty database as one looks after some years, and lets the server's sweep add up what it adds up. */
export async function seedDatabase(seeding: Seeding): Promise<void> {
  const { users, events, now, onProgress } = seeding;
  const random = seededRandom(1);
  const database = await openBulkDatabase(seeding.database);
  try {
    for (const { from, to } of batches(users)) {
      await seedUsers(database, { from, to, now }, random);
      onProgress(`${to} of ${users} users`);
    }
    for (const { from, to } of batches(events)) {
      await seedEvents(database, { from, to, all: events, users, now }, random);
      onProgress(`${to} of ${events} events`);
    }
    onProgress('adding up');
    await sweep(seeding);
    await database.settle();
  } finally {
    await database.close();
  }
}

/** Sweeps until there is nothing left to do: as often as a server would in half an hour. */
async function sweep({ database, now }: Seeding): Promise<void> {
  const store = await openStore(locationOf(database));
  try {
    for (let minute = 0; minute < 30; minute += 1) await store.sweepExpired(now);
  } finally {
    await store.close();
  }
}

function* batches(count: number): Generator<{ readonly from: number; readonly to: number }> {
  for (let from = 0; from < count; from += batchRows) {
    yield { from, to: Math.min(count, from + batchRows) };
  }
}
