import type { Migration } from './migration.ts';

/**
 * Administrators are rows of `users` with a role, so that the one verification serves them too. Their canonical login
 * IDs begin with a control character, which no user's can hold (store/administrators.ts).
 */
export const administrators: Migration = {
  version: 2,
  name: 'administrators',
  sql: `
ALTER TABLE users ADD COLUMN role TEXT CHECK (role IN ('administrator', 'support', 'viewer'));

CREATE INDEX users_by_role ON users (user_id) WHERE role IS NOT NULL;

CREATE TABLE invitations (
  invitation_id TEXT PRIMARY KEY,
  invitation_hash TEXT NOT NULL UNIQUE,
  administrator_id TEXT REFERENCES users ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  spent_at BIGINT
);
CREATE INDEX invitations_by_administrator ON invitations (administrator_id);
CREATE INDEX invitations_by_expiry ON invitations (expires_at);

ALTER TABLE enrollments ADD COLUMN invitation_id TEXT REFERENCES invitations ON DELETE CASCADE;
CREATE INDEX enrollments_by_invitation ON enrollments (invitation_id);

CREATE TABLE console_sessions (
  session_id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  administrator_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  verified_at BIGINT NOT NULL,
  idle_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX console_sessions_by_administrator ON console_sessions (administrator_id);
CREATE INDEX console_sessions_by_end ON console_sessions (ends_at);
`,
};
