import { limits } from '../core/durations.ts';
import type { SealContext } from '../core/seal.ts';
import { generateKey, matchingStep, stepAt } from '../core/totp.ts';
import type { Candidate } from '../store/authenticators.ts';
import type { ConfirmationDecision } from '../store/confirmations.ts';
import type { EnrollmentRecord } from '../store/enrollments.ts';
import type { VerificationDecision } from '../store/verifications.ts';
import type { ServiceContext } from './context.ts';

/** A code and the time it came in. */
export interface GivenCode {
  readonly code: string;
  readonly now: number;
}

/**
 * The one place where codes are compared. Every verification opens and compares as many keys as a user can have at
 * most: where there are fewer, or no user at all, decoys stand in.
 */
export class Verifier {
  readonly #context: Pick<ServiceContext, 'keyring' | 'window'>;
  readonly #decoy: string;

  constructor(context: Pick<ServiceContext, 'keyring' | 'window'>) {
    this.#context = context;
    this.#decoy = context.keyring.seal(generateKey(), decoyContext);
  }

  /** Compares a code with a user's authenticators; the newest step wins. */
  decide(candidates: readonly Candidate[], given: GivenCode): VerificationDecision {
    let decision: VerificationDecision = { kind: 'no_match' };
    for (const { authenticatorId, userId, sealedKey } of candidates) {
      const step = this.#match(sealedKey, authenticatorContext(userId, authenticatorId), given);
      if (step === 'unreadable') {
        if (decision.kind === 'no_match') decision = { kind: 'unreadable' };
      } else if (step !== undefined && (decision.kind !== 'match' || decision.step < step)) {
        decision = { kind: 'match', authenticatorId, step };
      }
    }
    for (let count = candidates.length; count < limits.authenticatorsPerUser; count += 1) {
      this.#match(this.#decoy, decoyContext, given);
    }
    return decision;
  }

  /** Compares a code with an enrollment's key and, when right, seals that key for the authenticator it becomes. */
  decideConfirmation(
    enrollment: EnrollmentRecord,
    given: GivenCode & { readonly userId: string; readonly authenticatorId: string },
  ): ConfirmationDecision {
    const context = enrollmentContext(enrollment.enrollmentHash);
    const key = this.#context.keyring.open(enrollment.sealedKey, context);
    if (key === undefined) return { kind: 'unreadable' };
    const step = this.#matchKey(key, given);
    if (step === undefined) return { kind: 'wrong' };
    const newContext = authenticatorContext(given.userId, given.authenticatorId);
    return { kind: 'right', step, sealedKey: this.#context.keyring.seal(key, newContext) };
  }

  #match(
    sealedKey: string,
    context: SealContext,
    given: GivenCode,
  ): number | undefined | 'unreadable' {
    const key = this.#context.keyring.open(sealedKey, context);
    return key === undefined ? 'unreadable' : this.#matchKey(key, given);
  }

  #matchKey(key: Buffer, { code, now }: GivenCode): number | undefined {
    return matchingStep({ key, code, step: stepAt(now), window: this.#context.window });
  }
}

const decoyContext: SealContext = ['decoy'];

/** What an enrollment's key is sealed for. */
export function enrollmentContext(enrollmentHash: string): SealContext {
  return ['enrollment', enrollmentHash];
}

function authenticatorContext(userId: string, authenticatorId: string): SealContext {
  return ['authenticator', userId, authenticatorId];
}
