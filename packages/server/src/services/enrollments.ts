import type { Confirmation, Enrollment, UserProfile } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { LoginId } from '../core/login-id.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import { encodeKey, generateKey, provisioningUrl, totpParameters } from '../core/totp.ts';
import type { ConfirmationOutcome } from '../store/confirmations.ts';
import type { EnrollmentPermit } from '../store/enrollments.ts';
import type { Actor } from '../store/events.ts';
import type { LiveSession } from '../store/sessions.ts';
import type { UserRecord } from '../store/users.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { presentUser } from './presentation.ts';
import type { IssuedSession, SessionService } from './sessions.ts';
import { enrollmentContext, type Verifier } from './verifier.ts';

export interface SignUpStart {
  readonly loginId: LoginId;
  readonly user?: UserProfile | undefined;
  readonly label?: string | undefined;
}

/** What an `update-user` enrollment is permitted by. */
export type UpdatePermit =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'session'; readonly live: LiveSession };

type ConfirmationRefusal = Exclude<ConfirmationOutcome['kind'], 'confirmed'>;

interface EnrollmentDependencies {
  readonly context: ServiceContext;
  readonly verifier: Verifier;
  readonly sessions: SessionService;
}

export class EnrollmentService {
  readonly #context: ServiceContext;
  readonly #verifier: Verifier;
  readonly #sessions: SessionService;

  constructor({ context, verifier, sessions }: EnrollmentDependencies) {
    this.#context = context;
    this.#verifier = verifier;
    this.#sessions = sessions;
  }

  /** Starts a sign-up. Whether the login ID is taken is not looked at, so that the start tells nothing. */
  startSignUp(start: SignUpStart, by: Actor): Promise<Enrollment> {
    return this.#start({ ...start, action: 'sign-up', permit: { kind: 'none' } }, by);
  }

  /** Starts an enrollment of one more authenticator for a user who holds a ticket or a fresh session. */
  async startUpdate(
    start: { readonly label?: string | undefined; readonly permit: UpdatePermit },
    by: Actor,
  ): Promise<Enrollment | Refusal<'ticket_invalid' | 'session_not_fresh'>> {
    const permitted = await this.#checkPermit(start.permit);
    if ('refused' in permitted) return permitted;
    const { owner, permit } = permitted;
    return this.#start(
      {
        action: 'update-user',
        loginId: { display: owner.loginId, canonical: owner.loginIdCanonical },
        label: start.label,
        owner,
        permit,
      },
      by,
    );
  }

  async confirm(
    enrollmentId: string,
    code: string,
    by: Actor,
  ): Promise<
    (Confirmation & { readonly session?: IssuedSession | undefined }) | Refusal<ConfirmationRefusal>
  > {
    const now = this.#context.clock();
    const prepared = this.#sessions.prepare();
    const newAuthenticatorId = randomId('auth');
    const outcome = await this.#context.store.confirmEnrollment({
      enrollmentHash: hashToken(enrollmentId),
      now,
      by,
      newUserId: randomId('user'),
      newAuthenticatorId,
      newSession: { sessionId: prepared.sessionId, refreshHash: prepared.refreshHash },
      decide: (enrollment, userId) =>
        this.#verifier.decideConfirmation(enrollment, {
          code,
          now,
          userId,
          authenticatorId: newAuthenticatorId,
        }),
    });
    if (outcome.kind !== 'confirmed') return refuse(outcome.kind);
    const { user, firstSeen, session } = outcome;
    return {
      user: presentUser(user),
      firstSeen,
      ...(session && { session: this.#sessions.issue({ user, times: session, ...prepared }) }),
    };
  }

  async cancel(enrollmentId: string): Promise<void> {
    await this.#context.store.cancelEnrollment(hashToken(enrollmentId));
  }

  async #start(
    start: SignUpStart & {
      readonly action: 'sign-up' | 'update-user';
      readonly owner?: UserRecord;
      readonly permit: EnrollmentPermit;
    },
    by: Actor,
  ): Promise<Enrollment> {
    const { loginId, owner, user, label, action, permit } = start;
    const enrollmentId = randomToken('enrollment');
    const enrollmentHash = hashToken(enrollmentId);
    const key = generateKey();
    const at = this.#context.clock();
    const expiresAt = at + durations.enrollment;
    await this.#context.store.startEnrollment(
      {
        enrollmentHash,
        action,
        loginId,
        ...user,
        label,
        sealedKey: this.#context.keyring.seal(key, enrollmentContext(enrollmentHash)),
        userId: owner?.userId,
        permit,
        at,
        expiresAt,
      },
      by,
    );
    const { issuer } = this.#context;
    return {
      enrollmentId,
      loginId: loginId.display,
      key: encodeKey(key),
      provisioningUrl: provisioningUrl({ issuer, account: loginId.display, key }),
      issuer,
      algorithm: totpParameters.algorithm,
      digits: totpParameters.digits,
      period: totpParameters.periodSeconds,
      expiresAt: toIso(expiresAt),
    };
  }

  async #checkPermit(
    permit: UpdatePermit,
  ): Promise<
    | { readonly owner: UserRecord; readonly permit: EnrollmentPermit }
    | Refusal<'ticket_invalid' | 'session_not_fresh'>
  > {
    if (permit.kind === 'session') {
      const { live } = permit;
      if (!this.#sessions.isFresh(live)) return refuse('session_not_fresh');
      return {
        owner: live.user,
        permit: { kind: 'session', sessionId: live.session.sessionId },
      };
    }
    const ticket = await this.#context.store.findLiveTicket(
      hashToken(permit.ticket),
      this.#context.clock(),
    );
    if (ticket?.action !== 'update-user') return refuse('ticket_invalid');
    return { owner: ticket.user, permit: { kind: 'ticket', ticketId: ticket.ticketId } };
  }
}
