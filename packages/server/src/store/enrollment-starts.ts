import type { AddressSubject } from '../core/address-budget.ts';
import type { LoginId } from '../core/login-id.ts';
import { countOwnChange, countStart } from './address-budgets.ts';
import { hasAdministrator } from './administrators.ts';
import { findCandidates } from './authenticators.ts';
import { isAdministrator } from './console-sessions.ts';
import { addEnrollment, type EnrollmentGround, type NewEnrollment } from './enrollments.ts';
import type { Actor } from './events.ts';
import { findInvitation } from './invitations.ts';
import type { Script } from './script.ts';
import { findLiveSession } from './sessions.ts';
import { findLiveTicket, ticketPermits } from './tickets.ts';
import { lockUser, type UserRecord } from './users.ts';

/** What an enrollment is asked for on the strength of. */
export type EnrollmentPermit =
  | {
      readonly kind: 'open';
      readonly loginId: LoginId;
      readonly startSubjects: readonly AddressSubject[];
    }
  | {
      readonly kind: 'ticket';
      readonly ticketHash: string;
      /** The login ID to sign up; none to add an authenticator to the ticket's user. */
      readonly signUpAs?: LoginId | undefined;
    }
  | { readonly kind: 'session'; readonly sessionId: string }
  | {
      readonly kind: 'invitation';
      readonly invitationHash: string;
      /** The login ID of the first administrator, who chooses it; the others have one. */
      readonly signUpAs?: LoginId | undefined;
    };

export type StartOutcome =
  | { readonly kind: 'started'; readonly loginId: string }
  | { readonly kind: 'too_many_attempts'; readonly waitingUntil: number }
  | { readonly kind: 'ticket_invalid' | 'unauthenticated' | 'not_found' };

export interface EnrollmentStore {
  /** Keeps an enrollment if what permits it still holds. It reserves nothing. */
  startEnrollment(
    enrollment: NewEnrollment,
    permit: EnrollmentPermit,
    by: Actor,
  ): Promise<StartOutcome>;
  /** Ends an enrollment that is not confirmed. */
  cancelEnrollment(enrollmentHash: string): Promise<void>;
}

export function* startEnrollment(
  enrollment: NewEnrollment,
  permit: EnrollmentPermit,
  by: Actor,
): Script<StartOutcome> {
  const { at, replacesId } = enrollment;
  const ground = yield* groundOf(permit, at);
  if ('kind' in ground) return ground;
  if (replacesId !== undefined && !(yield* isTheirs(replacesId, ground.userId))) {
    return { kind: 'not_found' };
  }
  yield* addEnrollment(enrollment, ground, by);
  return { kind: 'started', loginId: ground.loginId.display };
}

function* groundOf(
  permit: EnrollmentPermit,
  now: number,
): Script<EnrollmentGround | Exclude<StartOutcome, { kind: 'started' }>> {
  switch (permit.kind) {
    case 'open': {
      const { loginId, startSubjects } = permit;
      const waitingUntil = yield* countStart(startSubjects, now);
      if (waitingUntil > 0) return { kind: 'too_many_attempts', waitingUntil };
      return { ...noGround, action: 'sign-up', loginId, startSubjects };
    }
    case 'session': {
      const { sessionId } = permit;
      const live = yield* findLiveSession(sessionId, now);
      const user = live && (yield* lockUser(live.user.userId));
      if (user?.status !== 'enabled') return { kind: 'unauthenticated' };
      const waitingUntil = yield* countOwnChange('enrollment', user.userId, now);
      if (waitingUntil > 0) return { kind: 'too_many_attempts', waitingUntil };
      return { ...noGround, ...groundOfUser(user), sessionId };
    }
    case 'invitation':
      return yield* groundOfInvitation(permit, now);
    case 'ticket': {
      const ticket = yield* findLiveTicket(permit.ticketHash, now);
      if (ticket === undefined) return { kind: 'ticket_invalid' };
      const { ticketId, loginId, user } = ticket;
      const { signUpAs } = permit;
      if (signUpAs !== undefined) {
        const isFor = ticket.action === 'sign-up' && signUpAs.canonical === loginId.canonical;
        return isFor
          ? { ...noGround, action: 'sign-up', loginId: signUpAs, ticketId }
          : { kind: 'ticket_invalid' };
      }
      if (user === undefined || !ticketPermits(ticket, 'update-user')) {
        return { kind: 'ticket_invalid' };
      }
      return { ...noGround, ...groundOfUser(user), ticketId };
    }
  }
}

/** The first administrator's invitation is dead once there is one. */
function* groundOfInvitation(
  { invitationHash, signUpAs }: Extract<EnrollmentPermit, { kind: 'invitation' }>,
  now: number,
): Script<EnrollmentGround | { readonly kind: 'ticket_invalid' }> {
  const invitation = yield* findInvitation(invitationHash, now);
  if (invitation === undefined) return { kind: 'ticket_invalid' };
  const { invitationId, administratorId } = invitation;
  if (administratorId === null) {
    if (signUpAs === undefined || (yield* hasAdministrator())) return { kind: 'ticket_invalid' };
    return { ...noGround, action: 'sign-up', loginId: signUpAs, invitationId };
  }
  const user = yield* lockUser(administratorId);
  // What held the administrator's row may have ended the invitation.
  if ((yield* findInvitation(invitationHash, now)) === undefined) return { kind: 'ticket_invalid' };
  if (signUpAs !== undefined || user === undefined || !isAdministrator(user)) {
    return { kind: 'ticket_invalid' };
  }
  return { ...noGround, ...groundOfUser(user), invitationId };
}

const noGround = {
  userId: null,
  ticketId: null,
  sessionId: null,
  invitationId: null,
  startSubjects: [],
} as const;

function groundOfUser(user: UserRecord) {
  const loginId = { display: user.loginId, canonical: user.loginIdCanonical };
  return { action: 'update-user', loginId, userId: user.userId } as const;
}

function* isTheirs(authenticatorId: string, userId: string | null): Script<boolean> {
  const candidates = yield* findCandidates(userId ?? '');
  return candidates.some((candidate) => candidate.authenticatorId === authenticatorId);
}
