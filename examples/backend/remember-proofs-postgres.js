/**
 * The proofs that were used, in a table that all servers share: the `isReplay` of createVerifier. `pool` is one of `pg`.
 *
 *     CREATE TABLE used_proofs (proof_id text PRIMARY KEY, expires_at timestamptz NOT NULL)
 */
export function rememberProofsIn(pool) {
  return async (proofId, expiresAt) => {
    await pool.query('DELETE FROM used_proofs WHERE expires_at < now()');
    // Of two at the same time, the database lets one in.
    const { rowCount } = await pool.query(
      'INSERT INTO used_proofs VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [proofId, new Date(expiresAt)],
    );
    return rowCount === 0;
  };
}
