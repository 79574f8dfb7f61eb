import type { Migration } from './migration.ts';

/** Times are milliseconds since 1970, flags 0 or 1, hashes SHA-256 in base64url, sealed values as core/seal.ts says. */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
CREATE TABLE users (
  user_id TEXT PRIMARY KEY,
  login_id_canonical TEXT {{bytewise}} NOT NULL UNIQUE,
  login_id TEXT NOT NULL,
  login_id_verified BIGINT NOT NULL,
  name TEXT,
  email TEXT,
  phone TEXT,
  sign_in TEXT NOT NULL CHECK (sign_in IN ('direct', 'ticket')),
  status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
  created_at BIGINT NOT NULL,
  last_sign_in_at BIGINT
);

CREATE TABLE authenticators (
  authenticator_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  label TEXT,
  sealed_key TEXT NOT NULL,
  last_step BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX authenticators_by_user ON authenticators (user_id);

CREATE TABLE tickets (
  ticket_id TEXT PRIMARY KEY,
  ticket_hash TEXT NOT NULL UNIQUE,
  user_id TEXT REFERENCES users ON DELETE CASCADE,
  login_id_canonical TEXT NOT NULL,
  login_id TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('sign-up', 'update-user', 'sign-in', 'manage')),
  audience TEXT NOT NULL,
  purpose TEXT NOT NULL,
  return_url TEXT,
  wrong_codes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  spent_at BIGINT
);
CREATE INDEX tickets_by_user ON tickets (user_id);
CREATE INDEX tickets_by_expiry ON tickets (expires_at);

CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  verified_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE refresh_tokens (
  token_hash TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expires_at BIGINT NOT NULL,
  rotated_at BIGINT
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE enrollments (
  enrollment_hash TEXT PRIMARY KEY,
  action TEXT NOT NULL CHECK (action IN ('sign-up', 'update-user')),
  login_id_canonical TEXT NOT NULL,
  login_id TEXT NOT NULL,
  name TEXT,
  email TEXT,
  phone TEXT,
  label TEXT,
  sealed_key TEXT NOT NULL,
  user_id TEXT REFERENCES users ON DELETE CASCADE,
  ticket_id TEXT REFERENCES tickets ON DELETE CASCADE,
  session_id TEXT REFERENCES sessions ON DELETE CASCADE,
  replaces_id TEXT,
  start_subjects TEXT NOT NULL,
  wrong_codes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT
);
CREATE INDEX enrollments_by_user ON enrollments (user_id);
CREATE INDEX enrollments_by_ticket ON enrollments (ticket_id);
CREATE INDEX enrollments_by_session ON enrollments (session_id);
CREATE INDEX enrollments_by_expiry ON enrollments (expires_at);

CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE known_browsers (
  browser_id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX known_browsers_by_user ON known_browsers (user_id);
CREATE INDEX known_browsers_by_expiry ON known_browsers (expires_at);

CREATE TABLE attempt_budgets (
  subject TEXT PRIMARY KEY,
  user_id TEXT REFERENCES users ON DELETE CASCADE,
  consecutive_failures BIGINT NOT NULL,
  waiting_until BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX attempt_budgets_by_user ON attempt_budgets (user_id);
CREATE INDEX attempt_budgets_by_expiry ON attempt_budgets (expires_at);

CREATE TABLE failure_days (
  subject TEXT NOT NULL,
  day BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  PRIMARY KEY (subject, day)
);
CREATE INDEX failure_days_by_day ON failure_days (day);

CREATE TABLE address_budgets (
  subject TEXT PRIMARY KEY,
  window_started_at BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  blocks BIGINT NOT NULL,
  waiting_until BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX address_budgets_by_expiry ON address_budgets (expires_at);

CREATE TABLE address_failures (
  subject TEXT NOT NULL,
  login_id_hash TEXT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (subject, login_id_hash)
);
CREATE INDEX address_failures_by_time ON address_failures (failed_at);

CREATE TABLE address_starts (
  subject TEXT PRIMARY KEY,
  window_started_at BIGINT NOT NULL,
  starts BIGINT NOT NULL
);

CREATE TABLE totp_deletion_requests (
  idempotency_key TEXT PRIMARY KEY,
  request_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE totp_deletions (
  idempotency_key TEXT NOT NULL REFERENCES totp_deletion_requests ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (idempotency_key, user_id)
);

CREATE TABLE events (
  sequence {{sequence}},
  event_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  action TEXT NOT NULL,
  user_id TEXT,
  actor TEXT NOT NULL,
  actor_id TEXT,
  client_address TEXT,
  reason TEXT,
  request_id TEXT
);
CREATE INDEX events_by_user ON events (user_id, sequence);
CREATE INDEX events_by_action ON events (action, at);

CREATE TABLE management_keys (
  key_id TEXT PRIMARY KEY,
  key_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE TABLE signing_keys (
  kid TEXT PRIMARY KEY,
  public_jwk TEXT NOT NULL,
  sealed_private_key TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE server_secrets (
  name TEXT PRIMARY KEY,
  sealed_value TEXT NOT NULL
);

CREATE TABLE key_checks (
  key_id TEXT PRIMARY KEY,
  check_value TEXT NOT NULL
);
`,
};
