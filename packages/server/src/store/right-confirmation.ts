import { addAuthenticator } from './authenticators.ts';
import type { ConfirmationDecision, ConfirmationRequest } from './confirmations.ts';
import { closeEnrollment, type EnrollmentRecord } from './enrollments.ts';
import { recordEvent } from './events.ts';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts';
import type { Script } from './script.ts';
import { lockUser, type UserRecord } from './users.ts';

/** A confirmation whose code was right, before it is settled. */
export interface RightConfirmation {
  readonly enrollment: EnrollmentRecord;
  readonly decision: Extract<ConfirmationDecision, { kind: 'right' }>;
  readonly request: ConfirmationRequest;
}

/** The enrollment becomes an authenticator; the first one comes with recovery codes. */
export function* keepAuthenticator(
  { enrollment, decision, request }: RightConfirmation,
  userId: string,
): Script<{ readonly user: UserRecord; readonly hasNewRecoveryCodes: boolean }> {
  const { now, by, newAuthenticatorId } = request;
  yield* addAuthenticator({
    authenticatorId: newAuthenticatorId,
    userId,
    label: enrollment.label,
    sealedKey: decision.sealedKey,
    lastStep: decision.step,
    at: now,
  });
  const hasNewRecoveryCodes = (yield* countRecoveryCodes(userId)) === 0;
  if (hasNewRecoveryCodes) yield* replaceRecoveryCodes(userId, request.recoveryCodeHashes(userId));
  yield* closeEnrollment(enrollment.enrollmentHash, { userId, now });
  yield* recordEvent({ action: 'enrollment.confirmed', at: now, by, userId });
  const user = yield* lockUser(userId);
  if (user === undefined) throw new Error('a confirmed user is missing inside its transaction');
  return { user, hasNewRecoveryCodes };
}
