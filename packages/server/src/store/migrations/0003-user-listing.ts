import type { Migration } from './migration.ts';

/**
 * What listing users, statistics and events need.
 *
 * `facets` sums up what users are filtered by (store/user-facets.ts), so that each sort is an index per value. Search
 * keys of names and addresses that were there before are folded as far as SQL goes (SQLite: A to Z only); whoever is
 * changed after that gets the exact key (core/search-key.ts). `user_counts` is a sum that only grows by rows, so
 * that nobody waits for anybody: the sweep adds them up. `is_of_console` marks events about administrators, which few
 * may see: what strangers fail at in the console is then no work for those who list the rest.
 */
export const userListing: Migration = {
  version: 3,
  name: 'user-listing',
  sql: `
ALTER TABLE users ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN has_totp BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN refused_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN name_key TEXT {{bytewise}};
ALTER TABLE users ADD COLUMN email_key TEXT {{bytewise}};
ALTER TABLE users ADD COLUMN last_sign_in BIGINT GENERATED ALWAYS AS (coalesce(last_sign_in_at, 0)) {{generated}};
ALTER TABLE users ADD COLUMN facets BIGINT GENERATED ALWAYS AS (
  has_totp
  + CASE status WHEN 'disabled' THEN 2 ELSE 0 END
  + CASE sign_in WHEN 'ticket' THEN 4 ELSE 0 END
  + CASE WHEN last_sign_in_at IS NULL THEN 8 ELSE 0 END
  + CASE WHEN refused_until > 0 THEN 16 ELSE 0 END
  + CASE WHEN role IS NULL THEN 0 ELSE 32 END
) {{generated}};

UPDATE users SET
  has_totp = CASE WHEN EXISTS (
    SELECT 1 FROM authenticators WHERE authenticators.user_id = users.user_id) THEN 1 ELSE 0 END,
  changed_at = coalesce((
    SELECT max(authenticators.created_at) FROM authenticators
    WHERE authenticators.user_id = users.user_id AND authenticators.created_at > users.created_at), created_at),
  refused_until = coalesce((
    SELECT CASE WHEN consecutive_failures >= 50 THEN expires_at ELSE waiting_until END FROM attempt_budgets
    WHERE subject = 'user:' || users.user_id), 0),
  name_key = substr(lower(name), 1, 64),
  email_key = substr(lower(email), 1, 64);

UPDATE users SET refused_until = (
    SELECT (min(day) + 31) * 86400000 FROM failure_days WHERE subject = 'user:' || users.user_id)
  WHERE user_id IN (
    SELECT substr(subject, 6) FROM failure_days WHERE subject >= 'user:' AND subject < 'user;'
    GROUP BY subject HAVING sum(failures) >= 50);

CREATE INDEX users_by_login_id ON users (facets, login_id_canonical, user_id);
CREATE INDEX users_by_creation ON users (facets, created_at, user_id);
CREATE INDEX users_by_last_sign_in ON users (facets, last_sign_in, user_id);
CREATE INDEX users_by_name ON users (facets, name_key, user_id, login_id_canonical) WHERE name_key IS NOT NULL;
CREATE INDEX users_by_email ON users (facets, email_key, user_id, login_id_canonical, name_key)
  WHERE email_key IS NOT NULL;
CREATE INDEX users_refused ON users (refused_until, facets) WHERE refused_until > 0;

CREATE TABLE user_counts (
  sequence {{sequence}},
  facets BIGINT NOT NULL,
  users BIGINT NOT NULL
);
INSERT INTO user_counts (facets, users) SELECT facets, count(*) FROM users GROUP BY facets;

DROP INDEX events_by_user;
DROP INDEX events_by_action;
CREATE INDEX events_by_time ON events (at, sequence);
CREATE INDEX events_by_user ON events (user_id, at, sequence);
CREATE INDEX events_by_action ON events (action, at, sequence);
CREATE INDEX events_by_user_and_action ON events (user_id, action, at, sequence);

ALTER TABLE events ADD COLUMN is_of_console BIGINT GENERATED ALWAYS AS (
  CASE WHEN substr(action, 1, 8) = 'console.' OR substr(action, 1, 14) = 'administrator.'
    OR substr(user_id, 1, 6) = 'admin_'
  THEN 1 ELSE 0 END
) {{generated}};
CREATE INDEX events_of_users ON events (at, sequence) WHERE is_of_console = 0;

CREATE TABLE event_hours (
  hour BIGINT PRIMARY KEY,
  sign_ups BIGINT NOT NULL,
  sign_ins BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  waits BIGINT NOT NULL
);

CREATE TABLE event_roll_up (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  rolled_up_to BIGINT NOT NULL
);
INSERT INTO event_roll_up (id, rolled_up_to) VALUES (1, 0);
`,
  sqlite: `
CREATE TRIGGER users_counted_in AFTER INSERT ON users BEGIN
  INSERT INTO user_counts (facets, users) VALUES (NEW.facets, 1);
END;
CREATE TRIGGER users_counted_out AFTER DELETE ON users BEGIN
  INSERT INTO user_counts (facets, users) VALUES (OLD.facets, -1);
END;
CREATE TRIGGER users_counted_over AFTER UPDATE ON users WHEN OLD.facets <> NEW.facets BEGIN
  INSERT INTO user_counts (facets, users) VALUES (OLD.facets, -1), (NEW.facets, 1);
END;
`,
  postgres: `
CREATE FUNCTION count_users() RETURNS trigger LANGUAGE plpgsql AS $count_users$
BEGIN
  IF TG_OP <> 'INSERT' THEN INSERT INTO user_counts (facets, users) VALUES (OLD.facets, -1); END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO user_counts (facets, users) VALUES (NEW.facets, 1); END IF;
  RETURN NULL;
END;
$count_users$;
CREATE TRIGGER users_counted AFTER INSERT OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION count_users();
CREATE TRIGGER users_counted_over AFTER UPDATE ON users FOR EACH ROW
  WHEN (OLD.facets <> NEW.facets) EXECUTE FUNCTION count_users();
`,
};
