import { limits } from '../core/durations.ts';
import type { SealContext } from '../core/seal.ts';
import { sealContexts } from '../core/sealed-kinds.ts';
import {
  clockOffsetSteps,
  generateKey,
  matchingStep,
  stepAt,
  totpParameters,
} from '../core/totp.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Candidate } from '../store/authenticators.ts';
import type { ConfirmationDecision } from '../store/confirmations.ts';
import type { EnrollmentRecord } from '../store/enrollments.ts';
import type { CodeDecision } from '../store/verifications.ts';

/** A code, the time it came in, and the steps accepted either side of it. */
export interface GivenCode {
  readonly code: string;
  readonly now: number;
  readonly window: number;
}

/**
 * The one place where codes are compared. Every verification opens and compares as many keys as a user can have at
 * most: where there are fewer, or no user at all, decoys stand in.
 */
export class Verifier {
  readonly #keyring: Keyring;
  #decoy: { readonly keyId: string; readonly sealedKey: string };

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
    this.#decoy = makeDecoy(keyring);
  }

  /** Compares a code with a user's authenticators; the newest step wins. */
  decide(candidates: readonly Candidate[], given: GivenCode): CodeDecision {
    let decision: CodeDecision = { kind: 'no_match' };
    for (const { authenticatorId, userId, sealedKey } of candidates) {
      const step = this.#match(
        sealedKey,
        sealContexts.authenticator(userId, authenticatorId),
        given,
      );
      if (step === 'unreadable') {
        if (decision.kind === 'no_match') decision = { kind: 'unreadable' };
      } else if (step !== undefined && (decision.kind !== 'match' || decision.step < step)) {
        decision = { kind: 'match', authenticatorId, step };
      }
    }
    // One whose key was dropped would not open, and cost less.
    if (this.#decoy.keyId !== this.#keyring.sealsWith) this.#decoy = makeDecoy(this.#keyring);
    for (let count = candidates.length; count < limits.authenticatorsPerUser; count += 1) {
      this.#match(this.#decoy.sealedKey, decoyContext, given);
    }
    return decision;
  }

  /**
   * Compares a code with an enrollment's key and, when right, seals that key for the authenticator it becomes. A wrong
   * one that fits a time nearby tells how far the phone's clock is off: its holder has the key anyway.
   */
  decideConfirmation(
    enrollment: EnrollmentRecord,
    given: GivenCode & { readonly userId: string; readonly authenticatorId: string },
  ): ConfirmationDecision {
    const context = sealContexts.enrollment(enrollment.enrollmentHash);
    const key = this.#keyring.open(enrollment.sealedKey, context);
    if (key === undefined) return { kind: 'unreadable' };
    const { code, window } = given;
    const step = stepAt(given.now);
    const match = matchingStep({ key, code, step, window });
    if (match === undefined) {
      const offset = clockOffsetSteps({ key, code, step, window });
      const clockOffsetSeconds = offset && offset * totpParameters.periodSeconds;
      return { kind: 'wrong', clockOffsetSeconds };
    }
    const newContext = sealContexts.authenticator(given.userId, given.authenticatorId);
    return { kind: 'right', step: match, sealedKey: this.#keyring.seal(key, newContext) };
  }

  #match(
    sealedKey: string,
    context: SealContext,
    { code, now, window }: GivenCode,
  ): number | undefined | 'unreadable' {
    const key = this.#keyring.open(sealedKey, context);
    return key === undefined
      ? 'unreadable'
      : matchingStep({ key, code, step: stepAt(now), window });
  }
}

/** Administrators have the strict profile: the code of now, and no other. */
export const administratorWindow = 0;

const decoyContext: SealContext = ['decoy'];

function makeDecoy(keyring: Keyring) {
  return { keyId: keyring.sealsWith, sealedKey: keyring.seal(generateKey(), decoyContext) };
}
