import { initial } from './0001-initial.ts';
import { administrators } from './0002-administrators.ts';
import { userListing } from './0003-user-listing.ts';
import type { Migration } from './migration.ts';

/** Every migration in order; versions count up from 1 without a gap. */
export const migrations: readonly Migration[] = [initial, administrators, userListing];

/** The migrations a database at `version` still needs. @throws when the database is newer than this program */
export function pendingMigrations(version: number): readonly Migration[] {
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    throw new Error(
      `The database has schema version ${version}, this program knows up to ${newest}. Run the newer totp-kit that wrote it, or restore a backup from before the upgrade.`,
    );
  }
  return migrations.filter((migration) => migration.version > version);
}
