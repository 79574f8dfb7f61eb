import Database from 'better-sqlite3';

/** The proofs that were used, in a file that all processes of this machine share: the `isReplay` of createVerifier. */
export function rememberProofsIn(file) {
  const database = new Database(file, { timeout: 5000 });
  database.exec(
    'CREATE TABLE IF NOT EXISTS used_proofs (proof_id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL)',
  );
  const forget = database.prepare('DELETE FROM used_proofs WHERE expires_at < ?');
  const note = database.prepare('INSERT OR IGNORE INTO used_proofs VALUES (?, ?)');
  return (proofId, expiresAt) => {
    forget.run(Date.now());
    // Of two at the same time, the database lets one in.
    return note.run(proofId, expiresAt).changes === 0;
  };
}
