import { initial } from './0001-initial.ts';
import { administrators } from './0002-administrators.ts';
import { userListing } from './0003-user-listing.ts';
import { onlyWaysIn } from './0004-only-ways-in.ts';
import { operations } from './0005-operations.ts';
import type { Migration } from './migration.ts';

/** Every migration in order; versions count up from 1 without a gap. */
export const migrations: readonly Migration[] = [
  initial,
  administrators,
  userListing,
  onlyWaysIn,
  operations,
];

/** The schema version that this program works with. */
export const newestVersion = migrations.at(-1)?.version ?? 0;

/** The migrations a database at `version` still needs. @throws when the database is newer than this program */
export function pendingMigrations(version: number): readonly Migration[] {
  if (version > newestVersion) {
    throw new Error(
      `The database has schema version ${version}, this program knows up to ${newestVersion}. Run the newer totp-kit that wrote it, or restore a backup from before the upgrade.`,
    );
  }
  return migrations.filter((migration) => migration.version > version);
}
