import type {
  AuditEvent,
  Authenticator,
  ManagedBrowser,
  ManagedUser,
  User,
} from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import type { EventRecord } from '../store/events.ts';
import type { ListedBrowser } from '../store/known-browsers.ts';
import type { AuthenticatorRecord, ManagedUserRecord, UserRecord } from '../store/users.ts';

/** A user as the outside sees it. */
export function presentUser(user: UserRecord): User {
  return {
    userId: user.userId,
    loginId: user.loginId,
    loginIdVerified: user.loginIdVerified === 1,
    ...present('name', user.name),
    ...present('email', user.email),
    ...present('phone', user.phone),
    signIn: user.signIn,
    createdAt: toIso(user.createdAt),
  };
}

/** A user as the management side sees it. */
export function presentManagedUser(record: ManagedUserRecord, nowMs: number): ManagedUser {
  return {
    ...presentUser(record.user),
    status: record.user.status,
    changedAt: toIso(record.user.changedAt),
    authenticators: record.authenticators.map(presentAuthenticator),
    recoveryCodesLeft: record.recoveryCodesLeft,
    ...presentTime('lastSignInAt', record.user.lastSignInAt),
    isStopped: record.isStopped,
    ...presentTime('waitingUntil', record.waitingUntil > nowMs ? record.waitingUntil : null),
  };
}

export function presentAuthenticator(authenticator: AuthenticatorRecord): Authenticator {
  return {
    authenticatorId: authenticator.authenticatorId,
    ...present('label', authenticator.label),
    createdAt: toIso(authenticator.createdAt),
    ...presentTime('lastUsedAt', authenticator.lastUsedAt),
  };
}

export function presentBrowser(browser: ListedBrowser): ManagedBrowser {
  return {
    browserId: browser.browserId,
    createdAt: toIso(browser.createdAt),
    expiresAt: toIso(browser.expiresAt),
  };
}

export function presentEvent(event: EventRecord): AuditEvent {
  return {
    eventId: event.eventId,
    at: toIso(event.at),
    action: event.action,
    actor: event.actor,
    ...present('actorId', event.actorId),
    ...present('actorName', event.actorName),
    ...present('userId', event.userId),
    ...present('loginId', event.loginId),
    ...present('clientAddress', event.clientAddress),
    ...present('reason', event.reason),
    ...present('requestId', event.requestId),
  };
}

function present<Name extends string>(
  name: Name,
  value: string | null,
): Partial<Record<Name, string>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, string>);
}

function presentTime<Name extends string>(
  name: Name,
  timestampMs: number | null,
): Partial<Record<Name, string>> {
  return present(name, timestampMs === null ? null : toIso(timestampMs));
}
