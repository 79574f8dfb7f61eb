import type { Migration } from './migration.ts';

/**
 * What running for years needs. `servers` are the processes that were seen lately, each with the encryption keys that it
 * has and how far its clock is off. `marks` are single numbers: the newest time that was seen, and the first step whose
 * codes count after a restore. Encryption keys that others replaced are known as such, and stay known when they were
 * dropped, so that none comes back; signing keys are
 * published before they sign and after they have. Events are never changed.
 */
export const operations: Migration = {
  version: 5,
  name: 'operations',
  sql: `
CREATE TABLE servers (
  server_id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  seals_with TEXT NOT NULL,
  opens_with TEXT NOT NULL,
  clock_offset_ms BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);

CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

ALTER TABLE key_checks ADD COLUMN retired_at BIGINT;
ALTER TABLE key_checks ADD COLUMN dropped_at BIGINT;
ALTER TABLE signing_keys ADD COLUMN signs_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE signing_keys ADD COLUMN published_until BIGINT;
`,
  sqlite: `
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'audit events are never changed');
END;
`,
  postgres: `
CREATE FUNCTION refuse_change_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed';
END
$$;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_event();
`,
};
