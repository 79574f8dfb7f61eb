import type { AddressSubject } from '../core/address-budget.ts';
import {
  addressWaitsUntil,
  countAddressFailure,
  forgiveAddress,
  lockAddress,
} from './address-budgets.ts';
import {
  chargeAttempt,
  giveBackCharge,
  keepCharge,
  type GrantedCharge,
} from './attempt-budgets.ts';
import { findCandidates, spendStep, type Candidate } from './authenticators.ts';
import { identify, type Claim, type Claimant, type ClaimRefusal } from './claimants.ts';
import {
  beginConsoleSession,
  endConsoleSession,
  findConsoleSession,
  freshenConsoleSession,
  type ConsoleSessionRecord,
} from './console-sessions.ts';
import { recordEvent, signInReason, strangerReason, type Actor } from './events.ts';
import {
  addBrowser,
  forgetBrowser,
  isBrowserKnown,
  keepBrowser,
  type NewBrowser,
} from './known-browsers.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import type { Script } from './script.ts';
import {
  beginSession,
  endOwnSession,
  findLiveSession,
  freshenSession,
  type LiveSessionTimes,
} from './sessions.ts';
import {
  chargeTicket,
  settleTicket,
  takeTicketChargeBack,
  type AnsweredTicket,
} from './tickets.ts';
import { touchSignIn, type UserRecord } from './users.ts';

export interface VerificationRequest {
  readonly claim: Claim;
  /** Stands for the login ID in budgets. */
  readonly loginIdHash: string;
  /** Where the person is; none for a backend that does not say. */
  readonly addressSubjects: readonly AddressSubject[];
  readonly now: number;
  readonly by: Actor;
  /** What a sign-in that succeeds begins: a session by its first refresh token, an administrator's by its token. */
  readonly newSession: { readonly sessionId: string; readonly refreshHash: string };
  readonly newBrowser: NewBrowser;
  readonly secret: GivenSecret;
}

/** What was given to show who it is. */
export type GivenSecret =
  | {
      readonly kind: 'code';
      /** Opens every candidate's key and compares every live step; equal work whatever there is. */
      readonly decide: (
        candidates: readonly Candidate[],
        from: { readonly isKnown: boolean },
      ) => CodeDecision;
    }
  | {
      readonly kind: 'recovery_code';
      /** How the code is stored for a user. */
      readonly hashFor: (userId: string) => string;
    };

export type CodeDecision =
  | { readonly kind: 'match'; readonly authenticatorId: string; readonly step: number }
  | { readonly kind: 'no_match' }
  | { readonly kind: 'unreadable' };

export type VerificationOutcome =
  | {
      readonly kind: 'verified';
      readonly user: UserRecord;
      readonly session?: LiveSessionTimes & { readonly sessionId: string };
      /** Of an administrator. */
      readonly consoleSession?: ConsoleSessionRecord;
      readonly ticket?: AnsweredTicket;
      /** Whether the browser became known by this; one that was known stays so by its old token. */
      readonly hasNewBrowser: boolean;
    }
  | { readonly kind: 'invalid_code' | ClaimRefusal }
  | { readonly kind: 'too_many_attempts'; readonly waitingUntil: number };

export interface VerificationStore {
  /**
   * Decides in one transaction whether somebody is who they claim to be: charge, compare, settle (security.md, the
   * order of a verification). Unknown, disabled and `ticket` users take the same path as a wrong code.
   */
  verify(request: VerificationRequest): Promise<VerificationOutcome>;
}

/** An attempt with what it was charged to. */
interface Attempt {
  readonly request: VerificationRequest;
  readonly claimant: Claimant;
  /** None for a recovery code, which nobody could guess. */
  readonly charge: GrantedCharge | undefined;
}

type Finding = 'right' | 'wrong' | 'spent' | 'unreadable';

export function* verify(request: VerificationRequest): Script<VerificationOutcome> {
  const { now } = request;
  const waitsUntil = (yield* isFromStranger(request))
    ? yield* addressWaitsUntil(addressAttempt(request))
    : 0;
  if (waitsUntil > 0) return { kind: 'too_many_attempts', waitingUntil: waitsUntil };
  const claimant = yield* identify(request.claim, request);
  if (typeof claimant === 'string') return { kind: claimant };

  const heldUntil = isHeldByAddress(request, claimant)
    ? yield* lockAddress(addressAttempt(request))
    : 0;
  if (heldUntil > 0) return { kind: 'too_many_attempts', waitingUntil: heldUntil };

  const { ticketId } = claimant;
  if (ticketId !== undefined && !(yield* chargeTicket(ticketId, now))) {
    return { kind: 'ticket_invalid' };
  }
  let charge: GrantedCharge | undefined;
  if (request.secret.kind === 'code') {
    const charged = yield* chargeAttempt(claimant.budget, now);
    if (!charged.granted) {
      if (ticketId !== undefined) yield* takeTicketChargeBack(ticketId);
      return { kind: 'too_many_attempts', waitingUntil: charged.waitingUntil };
    }
    charge = charged;
  }

  const finding = yield* compare(request, claimant);
  const attempt: Attempt = { request, claimant, charge };
  return finding === 'right' && claimant.user !== undefined
    ? yield* accept(attempt, claimant.user)
    : yield* refuse(attempt, finding);
}

function* compare(
  { secret, now }: VerificationRequest,
  { user, isKnown }: Claimant,
): Script<Finding> {
  const userId = user?.userId ?? '';
  if (secret.kind === 'recovery_code') {
    return (yield* useRecoveryCode(userId, secret.hashFor(userId))) ? 'right' : 'wrong';
  }
  const decision = secret.decide(yield* findCandidates(userId), { isKnown });
  const { authenticatorId, step } = decision.kind === 'match' ? decision : nobodysStep;
  const isFirst = yield* spendStep({ authenticatorId, step, at: now });
  if (decision.kind === 'match') return isFirst ? 'right' : 'spent';
  return decision.kind === 'unreadable' ? 'unreadable' : 'wrong';
}

/** What is spent where nothing matched, so that a spent code is no more work than a wrong one. */
const nobodysStep = { authenticatorId: '', step: 0 };

function* accept(attempt: Attempt, user: UserRecord): Script<VerificationOutcome> {
  const { request, claimant, charge } = attempt;
  const { now, by, secret } = request;
  const { userId } = user;
  if (charge !== undefined) yield* giveBackCharge(charge);
  yield* forgiveAddress(addressAttempt(request));
  if (secret.kind === 'recovery_code') {
    yield* recordEvent({ action: 'recovery_code.used', at: now, by, userId });
  }
  if (isInConsole(request)) return yield* acceptInConsole(attempt, user);
  const { kind } = request.claim;
  const reason = kind === 'login' && secret.kind === 'code' ? signInReason : undefined;
  yield* recordEvent({ action: 'verification.succeeded', at: now, by, userId, reason });

  const { ticketId, sessionId } = claimant;
  if (ticketId !== undefined) {
    const ticket = yield* settleTicket(ticketId, now);
    return { kind: 'verified', user, ticket, hasNewBrowser: false };
  }
  if (sessionId !== undefined) {
    yield* freshenSession(sessionId, now);
    const live = yield* findLiveSession(sessionId, now);
    if (live === undefined) return { kind: 'unauthenticated' };
    const { refreshExpiresAt } = live;
    const session = { verifiedAt: now, refreshExpiresAt, sessionId };
    return { kind: 'verified', user, session, hasNewBrowser: false };
  }
  if (kind === 'management') return { kind: 'verified', user, hasNewBrowser: false };
  return yield* signIn(attempt, user);
}

function* signIn(attempt: Attempt, user: UserRecord): Script<VerificationOutcome> {
  const { now, newSession } = attempt.request;
  const { userId } = user;
  const hasNewBrowser = yield* noteSignIn(attempt, userId);
  const times = yield* beginSession({ ...newSession, userId, at: now });
  const session = { ...times, sessionId: newSession.sessionId };
  return { kind: 'verified', user, session, hasNewBrowser };
}

/** An administrator signs in, or is fresh again. */
function* acceptInConsole(attempt: Attempt, user: UserRecord): Script<VerificationOutcome> {
  const { request, claimant } = attempt;
  const { now: at, by, newSession } = request;
  const { userId } = user;
  const { sessionId } = claimant;
  if (sessionId !== undefined) {
    const live = yield* findConsoleSession(sessionId, at);
    if (live === undefined) return { kind: 'unauthenticated' };
    yield* freshenConsoleSession(live.session, at);
    yield* recordEvent({ action: 'console.verified', at, by, userId });
    const consoleSession = { ...live.session, verifiedAt: at };
    return { kind: 'verified', user, consoleSession, hasNewBrowser: false };
  }
  yield* recordEvent({ action: 'console.signed_in', at, by, userId });
  const hasNewBrowser = yield* noteSignIn(attempt, userId);
  const consoleSession = yield* beginConsoleSession(newSession, { administratorId: userId, at });
  return { kind: 'verified', user, consoleSession, hasNewBrowser };
}

/** Notes when somebody signed in and that their browser is known. True where it was not before. */
function* noteSignIn({ request, claimant }: Attempt, userId: string): Script<boolean> {
  const { now, newBrowser } = request;
  yield* touchSignIn({ userId, at: now });
  const { browserId } = claimant;
  if (browserId === undefined) yield* addBrowser(newBrowser, { userId, now });
  else yield* keepBrowser(browserId, now);
  return browserId === undefined;
}

function* refuse(attempt: Attempt, finding: Finding): Script<VerificationOutcome> {
  const { request, claimant, charge } = attempt;
  const { now, by } = request;
  const userId = claimant.user?.userId;
  const kept = charge && (yield* keepCharge(charge, now));
  if (isHeldByAddress(request, claimant)) yield* countAddressFailure(addressAttempt(request));
  const reason = whereFrom(claimant);
  const action =
    isInConsole(request) && finding !== 'unreadable' ? 'console.failed' : failureActions[finding];
  yield* recordEvent({ action, at: now, by, userId, reason });
  if (kept?.isWaiting === true && !isInConsole(request)) {
    yield* recordEvent({ action: 'user.waiting_began', at: now, by, userId, reason });
  }
  if (kept?.isLast === true) yield* stop(attempt);
  return { kind: 'invalid_code' };
}

/** By what somebody came: only the waiting of unknown browsers keeps a user from signing in anew. */
function whereFrom({ browserId, sessionId, ticketId }: Claimant): string {
  if (browserId !== undefined) return 'known browser';
  if (sessionId !== undefined) return 'session';
  return ticketId === undefined ? strangerReason : 'ticket';
}

/** A budget is used up: a browser is known no more, a session ends, other attempts on a login ID stop. */
function* stop({ request, claimant }: Attempt): Script<void> {
  const { now: at, by } = request;
  const { user, browserId, sessionId } = claimant;
  const userId = user?.userId;
  if (isInConsole(request) && sessionId !== undefined) {
    yield* endConsoleSession({ sessionId, scope: 'here', at, by });
  } else if (browserId !== undefined) {
    yield* forgetBrowser(browserId);
    yield* recordEvent({ action: 'browser.forgotten', at, by, userId, reason: 'attempts' });
  } else if (userId !== undefined && sessionId !== undefined) {
    yield* endOwnSession({ userId, sessionId, at, by });
  } else {
    const action = isInConsole(request) ? 'console.stopped' : 'verification.stopped';
    yield* recordEvent({ action, at, by, userId, reason: whereFrom(claimant) });
  }
}

/** Whether an administrator, or who says to be one, gives the code. */
function isInConsole({ claim }: VerificationRequest): boolean {
  return claim.kind === 'administrator' || claim.kind === 'console';
}

/**
 * Whether the address holds this attempt whoever it is about, so that this can be told before anybody's row is locked:
 * an address that waits learns nothing by how long that takes, and is in nobody's way.
 */
function* isFromStranger({ claim, secret, now }: VerificationRequest): Script<boolean> {
  if (claim.kind === 'session' || claim.kind === 'console' || claim.kind === 'ticket') return false;
  if (claim.kind === 'management' || secret.kind === 'recovery_code') return true;
  const { loginIdCanonical, browserTokenHash: tokenHash } = claim;
  if (tokenHash === undefined) return true;
  return !(yield* isBrowserKnown({ tokenHash, loginIdCanonical, now }));
}

/** Known browsers, sessions and tickets are not held for their codes; recovery codes have no budget but the address's. */
function isHeldByAddress({ secret }: VerificationRequest, { isKnown }: Claimant): boolean {
  return !isKnown || secret.kind === 'recovery_code';
}

function addressAttempt({ addressSubjects, loginIdHash, now }: VerificationRequest) {
  return { subjects: addressSubjects, loginIdHash, now };
}

const failureActions = {
  right: 'verification.failed',
  wrong: 'verification.failed',
  spent: 'verification.spent',
  unreadable: 'key.unreadable',
} as const;
