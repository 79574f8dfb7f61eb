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

/** What a request proves, or the answer to one that does not. */
export async function guardProof(
  verifier: TokenVerifier,
  proof: unknown,
  expected: ExpectedProof | undefined,
): Promise<VerifiedProof | Denial> {
  if (proof === undefined || proof === null || proof === '') {
    return new Denial('proof_required', 'There is no proof in this request.');
  }
  if (expected === undefined) {
    return new Denial('proof_required', 'No ticket is open for this. Begin again.');
  }
  return denyWithoutKeys(async () => {
    const verified = await verifier.verifyProof(proof, expected);
    return verified ?? new Denial('proof_required', 'The proof is not good for this. Begin again.');
  });
}

/** The proof in the body of a web `Request`, which is used up by it. */
export async function readProofField(request: Request, field: string): Promise<unknown> {
  try {
    const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(
      request.headers.get('content-type') ?? '',
    );
    if (!isJson) return (await request.formData()).get(field);
    return ((await request.json()) as Readonly<Record<string, unknown>> | null)?.[field];
  } catch {
    // A body that cannot be read holds no proof; what else is wrong with it, the route will say.
    return undefined;
  }
}
