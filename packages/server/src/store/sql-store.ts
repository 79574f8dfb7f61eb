import * as confirmations from './confirmations.ts';
import * as enrollments from './enrollments.ts';
import type { SqlEngine } from './engine.ts';
import * as events from './events.ts';
import * as expiry from './expiry.ts';
import * as serverKeys from './server-keys.ts';
import * as sessions from './sessions.ts';
import type { Store } from './store.ts';
import * as tickets from './tickets.ts';
import * as totpDeletions from './totp-deletions.ts';
import * as users from './users.ts';
import * as verifications from './verifications.ts';

/** The store on any SQL engine: each verb is one script. */
export function createSqlStore(engine: SqlEngine): Store {
  return {
    createUser: (user, by) => engine.write(() => users.createUser(user, by)),
    findUser: (userId) => engine.read(() => users.findUser(userId)),
    findUserByLoginId: (canonical) => engine.read(() => users.findUserByLoginId(canonical)),
    listUsers: (filter) => engine.read(() => users.listUsers(filter)),
    deleteUser: (userId, change) => engine.write(() => users.deleteUser(userId, change)),

    startEnrollment: (enrollment, by) =>
      engine.write(() => enrollments.startEnrollment(enrollment, by)),
    cancelEnrollment: (hash) => engine.write(() => enrollments.cancelEnrollment(hash)),
    confirmEnrollment: (request) => engine.write(() => confirmations.confirmEnrollment(request)),
    verify: (request) => engine.write(() => verifications.verify(request)),

    findLiveSession: (sessionId, now) =>
      engine.read(() => sessions.findLiveSession(sessionId, now)),
    findSessionIdByRefreshToken: (hash, now) =>
      engine.read(() => sessions.findSessionIdByRefreshToken(hash, now)),
    refreshSession: (request) => engine.write(() => sessions.refreshSession(request)),
    endSession: (end) => engine.write(() => sessions.endSession(end)),

    createTicket: (ticket, by) => engine.write(() => tickets.createTicket(ticket, by)),
    findLiveTicket: (hash, now) => engine.read(() => tickets.findLiveTicket(hash, now)),
    claimIdempotencyKey: (claim) => engine.write(() => totpDeletions.claimIdempotencyKey(claim)),
    deleteTotp: (request) => engine.write(() => totpDeletions.deleteTotp(request)),

    listEvents: (filter) => engine.read(() => events.listEvents(filter)),
    recordEvent: (event) => engine.write(() => events.recordEvent(event)),

    listKeyChecks: () => engine.read(() => serverKeys.listKeyChecks()),
    addKeyCheck: (keyId, checkValue) =>
      engine.write(() => serverKeys.addKeyCheck(keyId, checkValue)),
    keepSigningKeys: (offered) => engine.write(() => serverKeys.keepSigningKeys(offered)),
    keepServerSecret: (name, offered) =>
      engine.write(() => serverKeys.keepServerSecret(name, offered)),

    sweepExpired: (now) => engine.write(() => expiry.sweepExpired(now)),
    ping: () => engine.read(() => expiry.ping()),
    close: () => engine.close(),
  };
}
