import type { ExpectedProof, TokenVerifier, VerifiedProof } from '../verify.ts';
import { Denial } from './denial.ts';
import { denyWithoutKeys } from './without-keys.ts';

/** Where a request carries its proof. */
export interface ProofPlace {
  /** The field of the form, or of the JSON object, that is posted; `proof` unless said. */
  readonly field?: string | undefined;
  /** A header instead of a field, such as `Totp-Proof`. */
  readonly header?: string | undefined;
}

/** @throws TypeError when the verifier takes a proof twice: what a route does would be done twice, too */
export function requireSingleUse(verifier: TokenVerifier): void {
  if (verifier.takesProofsOnce) return;
  throw new TypeError(
    'requireProof needs a verifier that takes a proof only once: give createVerifier an isReplay, such as rememberProofs() where one process answers.',
  );
}

/**
 * What a request proves, or the answer to one that does not.
 * @param readProof asked only where a ticket is open: nobody makes a site read a body for nothing
 */
export async function guardProof(
  verifier: TokenVerifier,
  expected: ExpectedProof | undefined,
  readProof: () => unknown,
): Promise<VerifiedProof | Denial> {
  if (expected === undefined) {
    return new Denial('proof_required', 'No ticket is open for this. Begin again.');
  }
  const proof = await readProof();
  if (proof instanceof Denial) return proof;
  if (proof === undefined || proof === null || proof === '') {
    return new Denial('proof_required', 'There is no proof in this request.');
  }
  return denyWithoutKeys(async () => {
    const verified = await verifier.verifyProof(proof, expected);
    return verified ?? new Denial('proof_required', 'The proof is not good for this. Begin again.');
  });
}
