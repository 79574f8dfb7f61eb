import type { Verification } from '@totp-kit/protocol';
import { addressSubjects } from '../core/address-budget.ts';
import { secondsUntil } from '../core/clock.ts';
import { administratorLoginId, type LoginId } from '../core/login-id.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { Claim } from '../store/claimants.ts';
import type { LiveConsoleSession } from '../store/console-sessions.ts';
import type { LiveSession } from '../store/sessions.ts';
import type { GivenSecret, VerificationOutcome } from '../store/verifications.ts';
import type { Brake } from './brake.ts';
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

/** What a person gives to show who they are. */
export type Secret =
  | { readonly code: string; readonly recoveryCode?: undefined }
  | { readonly code?: undefined; readonly recoveryCode: string };

/** On whose strength a verification is asked for. */
export type VerificationClaim =
  | {
      readonly kind: 'login';
      readonly loginId: LoginId;
      readonly browserToken?: string | undefined;
    }
  | {
      readonly kind: 'administrator';
      readonly loginId: LoginId;
      readonly browserToken?: string | undefined;
    }
  | { readonly kind: 'session'; readonly live: LiveSession }
  | { readonly kind: 'console'; readonly live: LiveConsoleSession }
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'management'; readonly userId: string }
  | { readonly kind: 'management'; readonly userId?: undefined; readonly loginId: LoginId };

export interface VerificationOrder {
  readonly claim: VerificationClaim;
  readonly secret: Secret;
  /** Where the person is; for a backend what it says, which may be nothing. */
  readonly clientAddress: string | undefined;
}

type VerificationRefusal = Exclude<VerificationOutcome['kind'], 'verified'>;

type VerificationAnswer =
  | (Omit<Verification, 'session'> & {
      readonly session?: IssuedSession | undefined;
      readonly consoleSession?: IssuedConsoleSession | undefined;
    })
  | Refusal<VerificationRefusal>;

interface VerificationDependencies {
  readonly context: ServiceContext;
  readonly verifier: Verifier;
  readonly brake: Brake;
  readonly sessions: SessionService;
  readonly consoleSessions: ConsoleSessionService;
  readonly proofs: ProofService;
  readonly recoveryCodes: RecoveryCodes;
}

/** The one service that decides whether somebody is who they claim to be, for every surface there is. */
export class VerificationService {
  readonly #context: ServiceContext;
  readonly #verifier: Verifier;
  readonly #brake: Brake;
  readonly #sessions: SessionService;
  readonly #consoleSessions: ConsoleSessionService;
  readonly #proofs: ProofService;
  readonly #recoveryCodes: RecoveryCodes;

  constructor(dependencies: VerificationDependencies) {
    this.#context = dependencies.context;
    this.#verifier = dependencies.verifier;
    this.#brake = dependencies.brake;
    this.#sessions = dependencies.sessions;
    this.#consoleSessions = dependencies.consoleSessions;
    this.#proofs = dependencies.proofs;
    this.#recoveryCodes = dependencies.recoveryCodes;
  }

  async verify(order: VerificationOrder, by: Actor): Promise<VerificationAnswer> {
    const { store, clock } = this.#context;
    const now = clock();
    const isInConsole = order.claim.kind === 'administrator' || order.claim.kind === 'console';
    const prepared = (isInConsole ? this.#consoleSessions : this.#sessions).prepare();
    const browserToken = randomToken('browser');
    const outcome = await store.verify({
      claim: toClaim(order.claim),
      loginIdHash: hashToken(nameOf(order.claim)),
      addressSubjects: addressSubjects(order.clientAddress),
      now,
      by,
      newSession: prepared,
      newBrowser: { browserId: randomId('browser'), tokenHash: hashToken(browserToken) },
      secret: await this.#toSecret(order.secret, now, isInConsole ? 'strict' : 'configured'),
    });
    if (outcome.kind === 'too_many_attempts') {
      return refuse(outcome.kind, { retryAfterSeconds: secondsUntil(outcome.waitingUntil, now) });
    }
    if (outcome.kind !== 'verified') return refuse(outcome.kind);
    const { user, session, consoleSession, ticket, hasNewBrowser } = outcome;
    const isNewSession = (session ?? consoleSession)?.sessionId === prepared.sessionId;
    const refreshToken = isNewSession ? prepared.refreshToken : undefined;
    return {
      user: presentUser(user),
      ...(session && {
        session: this.#sessions.issue({ user, times: session, ...session, refreshToken }),
      }),
      ...(consoleSession && { consoleSession: issueConsoleSession(consoleSession, prepared) }),
      ...(isNewSession && {
        browserToken: hasNewBrowser ? browserToken : givenBrowserToken(order.claim),
      }),
      ...(ticket && this.#proofs.answer(ticket, user, amrOf(order.secret))),
    };
  }

  /**
   * While the brake is on, browsers that are not known get the strict window. It is looked at where that changes
   * nothing, too, in the console and with no window at all: it raises the alarm.
   */
  async #toSecret(
    secret: Secret,
    now: number,
    profile: 'strict' | 'configured',
  ): Promise<GivenSecret> {
    const { recoveryCode, code } = secret;
    if (recoveryCode !== undefined) {
      const hashFor = (userId: string) => this.#recoveryCodes.hash(recoveryCode, userId);
      return { kind: 'recovery_code', hashFor };
    }
    const window = profile === 'strict' ? administratorWindow : this.#context.window;
    const windowOfUnknown = (await this.#brake.isOn()) ? 0 : window;
    return {
      kind: 'code',
      decide: (candidates, { isKnown }) =>
        this.#verifier.decide(candidates, {
          code,
          now,
          window: isKnown ? window : windowOfUnknown,
        }),
    };
  }
}

function toClaim(claim: VerificationClaim): Claim {
  switch (claim.kind) {
    case 'login': {
      const { loginId, browserToken } = claim;
      const browserTokenHash = browserToken && hashToken(browserToken);
      return { kind: 'login', loginIdCanonical: loginId.canonical, browserTokenHash };
    }
    case 'administrator': {
      const { loginId, browserToken } = claim;
      const loginIdCanonical = administratorLoginId(loginId).canonical;
      const browserTokenHash = browserToken && hashToken(browserToken);
      return { kind: 'administrator', loginIdCanonical, browserTokenHash };
    }
    case 'session':
    case 'console':
      return { kind: claim.kind, sessionId: claim.live.session.sessionId };
    case 'ticket':
      return { kind: 'ticket', ticketHash: hashToken(claim.ticket) };
    case 'management':
      return claim.userId === undefined
        ? { kind: 'management', loginIdCanonical: claim.loginId.canonical }
        : { kind: 'management', userId: claim.userId };
  }
}

/** What stands for the person in budgets before it is known who they are. */
function nameOf(claim: VerificationClaim): string {
  switch (claim.kind) {
    case 'login':
      return claim.loginId.canonical;
    case 'administrator':
      return administratorLoginId(claim.loginId).canonical;
    case 'session':
      return claim.live.user.loginIdCanonical;
    case 'console':
      return claim.live.administrator.loginIdCanonical;
    case 'ticket':
      return claim.ticket;
    case 'management':
      return claim.userId ?? claim.loginId.canonical;
  }
}

function givenBrowserToken(claim: VerificationClaim): string | undefined {
  const isSignIn = claim.kind === 'login' || claim.kind === 'administrator';
  return isSignIn ? claim.browserToken : undefined;
}

/** RFC 8176 has no word for a recovery code. */
function amrOf(secret: Secret): readonly string[] {
  return secret.code === undefined ? ['recovery_code'] : ['otp'];
}
