import { addAdministrator, hasAdministrator } from './administrators.ts';
import type { ConfirmationOutcome } from './confirmations.ts';
import { beginConsoleSession, isAdministrator } from './console-sessions.ts';
import { cancelEnrollment } from './enrollments.ts';
import { recordEvent } from './events.ts';
import { spendInvitation } from './invitations.ts';
import { addBrowser } from './known-browsers.ts';
import { keepAuthenticator, type RightConfirmation } from './right-confirmation.ts';
import type { Script } from './script.ts';
import { lockUser, touchSignIn } from './users.ts';

/** The right code of an invited administrator: the invitation is spent, and they are signed in to the console. */
export function* confirmAdministrator(
  confirmed: RightConfirmation,
  invitationId: string,
): Script<ConfirmationOutcome> {
  const { enrollment, request } = confirmed;
  const { now, by, newBrowser, newSession } = request;
  const invitation = yield* spendInvitation(invitationId, now);
  if (invitation === undefined) return { kind: 'ticket_invalid' };
  const isFirst = invitation.administratorId === null;
  if (isFirst && (yield* hasAdministrator())) return { kind: 'ticket_invalid' };

  const administratorId = invitation.administratorId ?? request.newUserId;
  if (isFirst && !(yield* addFirst(confirmed))) {
    yield* cancelEnrollment(enrollment.enrollmentHash);
    return { kind: 'login_id_taken' };
  }
  const administrator = yield* lockUser(administratorId);
  if (administrator === undefined || !isAdministrator(administrator)) {
    return { kind: 'ticket_invalid' };
  }
  const kept = yield* keepAuthenticator(confirmed, administratorId);
  yield* recordEvent({ action: 'administrator.enrolled', at: now, by, userId: administratorId });
  yield* addBrowser(newBrowser, { userId: administratorId, now });
  yield* touchSignIn({ userId: administratorId, at: now });
  const consoleSession = yield* beginConsoleSession(newSession, {
    administratorId,
    at: now,
  });
  return { kind: 'confirmed', ...kept, firstSeen: isFirst, consoleSession };
}

function* addFirst({ enrollment, request }: RightConfirmation): Script<boolean> {
  const administrator = {
    administratorId: request.newUserId,
    loginId: { display: enrollment.loginId, canonical: enrollment.loginIdCanonical },
    role: 'administrator',
    at: request.now,
  } as const;
  return yield* addAdministrator(administrator, request.by);
}
