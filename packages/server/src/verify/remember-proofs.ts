/**
 * Whether a proof was seen before; notes it if not, in one step. `expiresAt` is in milliseconds: from then on the proof
 * is refused anyway and its ID may be forgotten.
 */
export type ReplayCheck = (proofId: string, expiresAt: number) => boolean | Promise<boolean>;

export interface ProofMemoryOptions {
  /** The most proofs to remember at a time; 100,000 unless said. */
  readonly most?: number;
  /** Milliseconds since 1970; the system's unless given. */
  readonly clock?: () => number;
}

/**
 * A memory of the proofs that one process has seen, as the `isReplay` of `createVerifier`. It is empty after a restart
 * and is not shared: where several processes answer, keep the IDs in your database under a unique key instead. It
 * holds each proof until it expires, about two minutes; when it is full it throws and lets nothing through.
 */
export function rememberProofs(options: ProofMemoryOptions = {}): ReplayCheck {
  const { most = 100_000, clock = Date.now } = options;
  const seen = new Map<string, number>();
  return (proofId, expiresAt) => {
    if (seen.has(proofId)) return true;
    forgetExpired(seen, clock());
    if (seen.size >= most) {
      throw new Error(
        `${most} proofs that have not expired are remembered, and no more fit. Give rememberProofs a larger "most", or keep the IDs in a database.`,
      );
    }
    seen.set(proofId, expiresAt);
    return false;
  };
}

/** From the oldest on; one noted out of order goes at most its own lifetime later. */
function forgetExpired(seen: Map<string, number>, now: number): void {
  for (const [proofId, expiresAt] of seen) {
    if (expiresAt > now) return;
    seen.delete(proofId);
  }
}
