import {
  administratorRules,
  knownBrowserRules,
  ticketRules,
  unknownBrowserRules,
} from '../core/attempt-budget.ts';
import {
  budgetOfUser,
  ticketsSubject,
  userSubject,
  type AttemptBudget,
} from './attempt-budgets.ts';
import { hasAuthenticator } from './authenticators.ts';
import { findConsoleSession, isAdministrator } from './console-sessions.ts';
import { browserSubject, findBrowser, type BrowserRecord } from './known-browsers.ts';
import type { Script } from './script.ts';
import { findLiveSession } from './sessions.ts';
import { findLiveTicket } from './tickets.ts';
import { findUserByLoginId, lockManagedUser, lockUser, type UserRecord } from './users.ts';

/** By what somebody says who they are. */
export type Claim =
  | {
      readonly kind: 'login';
      readonly loginIdCanonical: string;
      readonly browserTokenHash?: string | undefined;
    }
  | {
      readonly kind: 'administrator';
      /** With the mark that no user's has. */
      readonly loginIdCanonical: string;
      readonly browserTokenHash?: string | undefined;
    }
  | { readonly kind: 'session'; readonly sessionId: string }
  | { readonly kind: 'console'; readonly sessionId: string }
  | { readonly kind: 'ticket'; readonly ticketHash: string }
  | { readonly kind: 'management'; readonly userId: string }
  | { readonly kind: 'management'; readonly userId?: undefined; readonly loginIdCanonical: string };

/** Whom a claim is about, and what their attempts are charged to. Nobody, where the login ID is unknown. */
export interface Claimant {
  readonly user: UserRecord | undefined;
  /** Whether this browser, session or ticket has been let in before: addresses do not hold it. */
  readonly isKnown: boolean;
  readonly budget: AttemptBudget;
  readonly browserId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly ticketId?: string | undefined;
}

export type ClaimRefusal = 'unauthenticated' | 'ticket_invalid' | 'not_found' | 'no_authenticator';

interface ClaimContext {
  readonly loginIdHash: string;
  readonly now: number;
}

/** Finds the claimant, their user's row locked; a refusal where the claim itself does not hold. */
export function* identify(claim: Claim, context: ClaimContext): Script<Claimant | ClaimRefusal> {
  switch (claim.kind) {
    case 'login':
      return yield* identifyByLogin(claim, context);
    case 'administrator':
      return yield* identifyAdministrator(claim, context);
    case 'session':
      return yield* identifyBySession(claim.sessionId, context.now);
    case 'console':
      return yield* identifyInConsole(claim.sessionId, context.now);
    case 'ticket':
      return yield* identifyByTicket(claim.ticketHash, context.now);
    case 'management':
      return yield* identifyForManagement(claim);
  }
}

/** Only enabled `direct` users sign in like this; everybody else is nobody, and charged as nobody. */
function* identifyByLogin(
  { loginIdCanonical, browserTokenHash }: Extract<Claim, { kind: 'login' }>,
  { loginIdHash, now }: ClaimContext,
): Script<Claimant> {
  const found = yield* findUserByLoginId(loginIdCanonical);
  const isDirect = found?.status === 'enabled' && found.signIn === 'direct';
  const user = isDirect && found.role === null ? found : undefined;
  const browser = yield* findBrowserOf(user, browserTokenHash, now);
  if (user === undefined) {
    const subject = `unknown:${loginIdHash}`;
    const budget = { subject, userId: null, rules: unknownBrowserRules };
    return { user, isKnown: false, budget };
  }
  const { userId } = user;
  if (browser === undefined) return { user, isKnown: false, budget: budgetOfUser(userId) };
  const { browserId } = browser;
  const budget = { subject: browserSubject(browserId), userId, rules: knownBrowserRules };
  return { user, isKnown: true, budget, browserId };
}

/** The same for administrators, whose login IDs no user's meet. */
function* identifyAdministrator(
  { loginIdCanonical, browserTokenHash }: Extract<Claim, { kind: 'administrator' }>,
  { loginIdHash, now }: ClaimContext,
): Script<Claimant> {
  const found = yield* findUserByLoginId(loginIdCanonical);
  const user = found !== undefined && isAdministrator(found) ? found : undefined;
  const browser = yield* findBrowserOf(user, browserTokenHash, now);
  const rules = administratorRules;
  if (user === undefined) {
    const subject = `unknown:${loginIdHash}`;
    return { user, isKnown: false, budget: { subject, userId: null, rules } };
  }
  const { userId } = user;
  if (browser === undefined) {
    return { user, isKnown: false, budget: { subject: userSubject(userId), userId, rules } };
  }
  const { browserId } = browser;
  const budget = { subject: browserSubject(browserId), userId, rules };
  return { user, isKnown: true, budget, browserId };
}

/** Looked for also where there is no user, so that unknown login IDs are as much work. */
function* findBrowserOf(
  user: UserRecord | undefined,
  tokenHash: string | undefined,
  now: number,
): Script<BrowserRecord | undefined> {
  if (tokenHash === undefined) return undefined;
  return yield* findBrowser({ tokenHash, userId: user?.userId ?? '', now });
}

function* identifyInConsole(sessionId: string, now: number): Script<Claimant | ClaimRefusal> {
  const live = yield* findConsoleSession(sessionId, now);
  const user = live && (yield* lockUser(live.administrator.userId));
  if (user === undefined || !isAdministrator(user)) return 'unauthenticated';
  const { userId } = user;
  const budget = { subject: `console:${sessionId}`, userId, rules: administratorRules };
  return { user, isKnown: true, budget, sessionId };
}

function* identifyBySession(sessionId: string, now: number): Script<Claimant | ClaimRefusal> {
  const live = yield* findLiveSession(sessionId, now);
  const user = live && (yield* lockUser(live.user.userId));
  if (user?.status !== 'enabled') return 'unauthenticated';
  const { userId } = user;
  const budget = { subject: `session:${sessionId}`, userId, rules: knownBrowserRules };
  return { user, isKnown: true, budget, sessionId };
}

function* identifyByTicket(ticketHash: string, now: number): Script<Claimant | ClaimRefusal> {
  const ticket = yield* findLiveTicket(ticketHash, now);
  if (ticket?.action !== 'sign-in' || ticket.user === undefined) return 'ticket_invalid';
  const { user, ticketId } = ticket;
  const { userId } = user;
  const budget = { subject: ticketsSubject(userId), userId, rules: ticketRules };
  return { user, isKnown: true, budget, ticketId };
}

/** A backend that received the code itself: it may know that there is nobody, or nothing to check against. */
function* identifyForManagement(
  claim: Extract<Claim, { kind: 'management' }>,
): Script<Claimant | ClaimRefusal> {
  const user =
    claim.userId === undefined
      ? yield* findUserByLoginId(claim.loginIdCanonical)
      : yield* lockManagedUser(claim.userId);
  if (user?.status !== 'enabled') return 'not_found';
  if (!(yield* hasAuthenticator(user.userId))) return 'no_authenticator';
  return { user, isKnown: false, budget: budgetOfUser(user.userId) };
}
