import type { Confirmation, Enrollment, UserProfile } from '@totp-kit/protocol';
import { addressSubjects } from '../core/address-budget.ts';
import { secondsUntil, toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { LoginId } from '../core/login-id.ts';
import { sealContexts } from '../core/sealed-kinds.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import { encodeKey, generateKey, provisioningUrl, totpParameters } from '../core/totp.ts';
import type { ConfirmationOutcome } from '../store/confirmations.ts';
import type { EnrollmentPermit, StartOutcome } from '../store/enrollment-starts.ts';
import type { EnrollmentSurface } from '../store/enrollments.ts';
import type { LiveSession } from '../store/sessions.ts';
import {
  issueConsoleSession,
  type ConsoleSessionService,
  type IssuedConsoleSession,
} from './console-sessions.ts';
import { refuse, type Actor, type Refusal, type ServiceContext } from './context.ts';
import { presentUser } from './presentation.ts';
import type { ProofService } from './proofs.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { IssuedSession, SessionService } from './sessions.ts';
import { administratorWindow, type Verifier } from './verifier.ts';

export interface SignUpStart {
  readonly loginId: LoginId;
  readonly user?: UserProfile | undefined;
  readonly label?: string | undefined;
  /** A ticket to sign up; without one, sign-up must be open. */
  readonly ticket?: string | undefined;
}

export interface UpdateStart {
  readonly label?: string | undefined;
  readonly replaces?: string | undefined;
  readonly permit: UpdatePermit;
}

/** What an `update-user` enrollment is permitted by. */
export type UpdatePermit =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'session'; readonly live: LiveSession };

export type StartRefusal =
  Exclude<StartOutcome['kind'], 'started'> | 'sign_up_closed' | 'session_not_fresh';

/** What confirms an enrollment, and where: in the console, an administrator's. */
export interface ConfirmationOrder {
  readonly enrollmentId: string;
  readonly code: string;
  readonly surface: EnrollmentSurface;
}

export type EnrollmentAnswer =
  | (Omit<Confirmation, 'session'> & {
      readonly session?: IssuedSession | undefined;
      readonly consoleSession?: IssuedConsoleSession | undefined;
    })
  | Refusal<ConfirmationRefusal>;

type ConfirmationRefusal = Exclude<ConfirmationOutcome['kind'], 'confirmed'>;

interface EnrollmentDependencies {
  readonly context: ServiceContext;
  readonly verifier: Verifier;
  readonly sessions: SessionService;
  readonly consoleSessions: ConsoleSessionService;
  readonly proofs: ProofService;
  readonly recoveryCodes: RecoveryCodes;
}

export class EnrollmentService {
  readonly #context: ServiceContext;
  readonly #verifier: Verifier;
  readonly #sessions: SessionService;
  readonly #consoleSessions: ConsoleSessionService;
  readonly #proofs: ProofService;
  readonly #recoveryCodes: RecoveryCodes;

  constructor(dependencies: EnrollmentDependencies) {
    this.#context = dependencies.context;
    this.#verifier = dependencies.verifier;
    this.#sessions = dependencies.sessions;
    this.#consoleSessions = dependencies.consoleSessions;
    this.#proofs = dependencies.proofs;
    this.#recoveryCodes = dependencies.recoveryCodes;
  }

  /** Starts a sign-up. Whether the login ID is taken is not looked at, so that the start tells nothing. */
  startSignUp(start: SignUpStart, by: Actor): Promise<Enrollment | Refusal<StartRefusal>> {
    const { loginId, ticket, user, label } = start;
    const { signUp } = this.#context;
    if (signUp === 'closed' || (signUp === 'ticket' && ticket === undefined)) {
      return Promise.resolve(refuse('sign_up_closed'));
    }
    const permit: EnrollmentPermit =
      ticket === undefined
        ? { kind: 'open', loginId, startSubjects: addressSubjects(by.clientAddress) }
        : { kind: 'ticket', ticketHash: hashToken(ticket), signUpAs: loginId };
    return this.#start({ ...user, label }, permit, by);
  }

  /** Starts an enrollment of one more authenticator for a user who holds a ticket or a fresh session. */
  async startUpdate(
    { label, replaces, permit }: UpdateStart,
    by: Actor,
  ): Promise<Enrollment | Refusal<StartRefusal>> {
    const details = { label, replacesId: replaces };
    if (permit.kind === 'ticket') {
      const ticketHash = hashToken(permit.ticket);
      return this.#start(details, { kind: 'ticket', ticketHash }, by);
    }
    if (!this.#sessions.isFresh(permit.live)) return refuse('session_not_fresh');
    const { sessionId } = permit.live.session;
    return this.#start(details, { kind: 'session', sessionId }, by);
  }

  /** Starts the enrollment of an administrator. */
  startInvited(
    permit: Extract<EnrollmentPermit, { kind: 'invitation' }>,
    by: Actor,
  ): Promise<Enrollment | Refusal<StartRefusal>> {
    return this.#start({}, permit, by);
  }

  async confirm(
    { enrollmentId, code, surface }: ConfirmationOrder,
    by: Actor,
  ): Promise<EnrollmentAnswer> {
    const { store, clock } = this.#context;
    const now = clock();
    const isUsers = surface === 'users';
    const prepared = isUsers ? this.#sessions.prepare() : this.#consoleSessions.prepare();
    const window = isUsers ? this.#context.window : administratorWindow;
    const browserToken = randomToken('browser');
    const authenticatorId = randomId('auth');
    const recoveryCodes = this.#recoveryCodes.generate();
    const outcome = await store.confirmEnrollment({
      enrollmentHash: hashToken(enrollmentId),
      surface,
      now,
      by,
      newUserId: randomId(isUsers ? 'user' : 'admin'),
      newAuthenticatorId: authenticatorId,
      newSession: prepared,
      newBrowser: { browserId: randomId('browser'), tokenHash: hashToken(browserToken) },
      recoveryCodeHashes: (userId) =>
        recoveryCodes.map((recoveryCode) => this.#recoveryCodes.hash(recoveryCode, userId)),
      decide: (enrollment, userId) =>
        this.#verifier.decideConfirmation(enrollment, {
          code,
          now,
          window,
          userId,
          authenticatorId,
        }),
    });
    if (outcome.kind === 'invalid_code') {
      const { clockOffsetSeconds } = outcome;
      return refuse(outcome.kind, { clockOffsetSeconds, message: adviceFor(clockOffsetSeconds) });
    }
    if (outcome.kind !== 'confirmed') return refuse(outcome.kind);
    const { user, firstSeen, session, consoleSession, ticket, hasNewRecoveryCodes } = outcome;
    return {
      user: presentUser(user),
      firstSeen,
      ...(hasNewRecoveryCodes && { recoveryCodes }),
      ...(session && {
        session: this.#sessions.issue({ user, times: session, ...prepared }),
        browserToken,
      }),
      ...(consoleSession && {
        consoleSession: issueConsoleSession(consoleSession, prepared),
        browserToken,
      }),
      ...(ticket && this.#proofs.answer(ticket, user, ['otp'])),
    };
  }

  async cancel(enrollmentId: string): Promise<void> {
    await this.#context.store.cancelEnrollment(hashToken(enrollmentId));
  }

  async #start(
    details: UserProfile & {
      readonly label?: string | undefined;
      readonly replacesId?: string | undefined;
    },
    permit: EnrollmentPermit,
    by: Actor,
  ): Promise<Enrollment | Refusal<Exclude<StartOutcome['kind'], 'started'>>> {
    const { store, clock, keyring } = this.#context;
    // In their app, administrators can tell the console from the site.
    const issuer =
      permit.kind === 'invitation' ? `${this.#context.issuer} console` : this.#context.issuer;
    const enrollmentId = randomToken('enrollment');
    const enrollmentHash = hashToken(enrollmentId);
    const key = generateKey();
    const at = clock();
    const expiresAt = at + durations.enrollment;
    const seal = () => keyring.seal(key, sealContexts.enrollment(enrollmentHash));
    const enrollment = { ...details, enrollmentHash, seal, at, expiresAt };
    const outcome = await store.startEnrollment(enrollment, permit, by);
    if (outcome.kind === 'too_many_attempts') {
      return refuse(outcome.kind, { retryAfterSeconds: secondsUntil(outcome.waitingUntil, at) });
    }
    if (outcome.kind !== 'started') return refuse(outcome.kind);
    const { loginId } = outcome;
    return {
      enrollmentId,
      loginId,
      key: encodeKey(key),
      provisioningUrl: provisioningUrl({ issuer, account: loginId, key }),
      issuer,
      algorithm: totpParameters.algorithm,
      digits: totpParameters.digits,
      period: totpParameters.periodSeconds,
      expiresAt: toIso(expiresAt),
    };
  }
}

function adviceFor(clockOffsetSeconds: number | undefined): string | undefined {
  if (clockOffsetSeconds === undefined) return undefined;
  const minutes = Math.max(1, Math.round(Math.abs(clockOffsetSeconds) / 60));
  const direction = clockOffsetSeconds > 0 ? 'ahead' : 'behind';
  return `That code is for another time: the clock of the phone seems to be about ${minutes} min ${direction}. Set it to automatic and try the next code.`;
}
