import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseLocation } from '../open-store.ts';
import { BackupError, fileFault, isFull } from './backup-error.ts';
import { Draft, filesOfDatabase } from './draft.ts';
import { findTables, loadPostgres } from './load-postgres.ts';
import { removeWorkFolders, workFolderStart } from './left-overs.ts';
import type { StageWatcher } from './stages.ts';

export { BackupError } from './backup-error.ts';
export { openBackup, type BackupContent } from './open-backup.ts';
export type { Stage } from './stages.ts';

/** Where a restored database is made ready before anything stands in its place. */
export interface Workplace {
  readonly draft: Draft;
  /** Does a step of the work there. @throws BackupError where there is no room for it, what it throws */
  readonly during: <Result>(step: () => Promise<Result>) => Promise<Result>;
  readonly clear: () => void;
}

/** Beside the place of a SQLite database, which the draft gets the name of; elsewhere in the system's own folder. */
export function makeWorkplace(to: DatabaseLocation): Workplace {
  if (to.engine === 'sqlite') {
    const folder = dirname(to.path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = new Draft(folder);
    return {
      draft,
      during: (step) => explainingRoom(step, `The disk of ${folder} is full.`, 'Make space there'),
      clear: () => {
        draft.discard();
      },
    };
  }
  const folder = makeWorkFolder();
  return {
    draft: new Draft(folder),
    during: (step) =>
      explainingRoom(
        step,
        `The disk of ${tmpdir()} is full, where the backup is made ready.`,
        'Make space there, or name another folder in TMPDIR',
      ),
    clear: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeWorkFolder(): string {
  try {
    removeWorkFolders();
    return mkdtempSync(join(tmpdir(), workFolderStart));
  } catch (error) {
    throw fileFault(tmpdir(), error);
  }
}

async function explainingRoom<Result>(
  step: () => Promise<Result>,
  fault: string,
  advice: string,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new BackupError(
      `${fault} Nothing was restored. ${advice} (some twice the size of the backup), and run this again.`,
      error,
    );
  }
}

/** @throws BackupError where there is a database already; StorageUnavailableError */
export async function requireEmptyPlace(to: DatabaseLocation): Promise<void> {
  if (to.engine === 'sqlite') {
    const files = filesOfDatabase(to.path);
    const [first] = files;
    if (first === undefined) return;
    throw new BackupError(
      `There is a database already: ${first}. It was left alone. Stop the server, move ${files.join(', ')} to another folder, and run this again. If the new one serves you, delete the old one.`,
    );
  }
  const tables = await findTables(to.url);
  if (tables.length === 0) return;
  throw new BackupError(
    'The PostgreSQL database has tables of totp-kit already. It was left alone. Stop the servers, make a new empty database (createdb), and name it in DATABASE_URL. If the new one serves you, drop the old one.',
  );
}

export interface Placement {
  /** A SQLite file of this program's schema version, which nobody has open. */
  readonly draft: Draft;
  readonly to: DatabaseLocation;
  /** The first step whose codes count, from the time of that moment. */
  readonly codesValidFromAt: (now: number) => number;
  /** Takes a sentence when another program is at work on the schema, and is waited for. */
  readonly onWaiting?: (sentence: string) => void;
}

/**
 * Puts what was made ready in its place, whole or not at all.
 * @returns the first step whose codes count, where the database's own clock says it
 * @throws BackupError where something appeared there; StorageUnavailableError
 */
export async function place(
  { draft, to, ...how }: Placement,
  watch: StageWatcher,
): Promise<number | undefined> {
  if (to.engine === 'postgres') {
    return loadPostgres({ path: draft.path, url: to.url, ...how }, watch);
  }
  await requireEmptyPlace(to);
  draft.publish(to.path);
  return undefined;
}
