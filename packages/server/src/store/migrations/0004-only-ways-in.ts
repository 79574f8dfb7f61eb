import type { Migration } from './migration.ts';

/** Tickets that are only for users without an authenticator; those that were made before are for anybody. */
export const onlyWaysIn: Migration = {
  version: 4,
  name: 'only-ways-in',
  sql: `
ALTER TABLE tickets ADD COLUMN only_way_in BIGINT NOT NULL DEFAULT 0;
`,
};
