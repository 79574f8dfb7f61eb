import * as accountLookups from './account-lookups.ts';
import * as administrators from './administrators.ts';
import * as confirmations from './confirmations.ts';
import * as consoleSessions from './console-sessions.ts';
import * as encryptionKeys from './encryption-keys.ts';
import * as enrollmentStarts from './enrollment-starts.ts';
import * as enrollments from './enrollments.ts';
import type { SqlEngine } from './engine.ts';
import * as eventHours from './event-hours.ts';
import * as events from './events.ts';
import * as expiry from './expiry.ts';
import * as heartbeats from './heartbeats.ts';
import * as knownBrowsers from './known-browsers.ts';
import * as managementKeys from './management-keys.ts';
import * as marks from './marks.ts';
import * as ownAuthenticators from './own-authenticators.ts';
import { permitted } from './permits.ts';
import { settleRestoration } from './restoration.ts';
import * as sealedValues from './sealed-values.ts';
import * as serverKeys from './server-keys.ts';
import * as sessions from './sessions.ts';
import * as signingKeys from './signing-keys.ts';
import type { Store } from './store.ts';
import * as tickets from './tickets.ts';
import * as totpDeletions from './totp-deletions.ts';
import * as userAccess from './user-access.ts';
import * as userCounts from './user-counts.ts';
import * as userListing from './user-listing.ts';
import * as users from './users.ts';
import * as verifications from './verifications.ts';

/** The store on any SQL engine: each verb is one script. */
export function createSqlStore(engine: SqlEngine): Store {
  return {
    createUser: (user, by) =>
      engine.write(() => permitted({ by, at: user.at }, users.createUser(user, by))),
    findUser: (userId, now) => engine.read(() => users.findUser(userId, now)),
    findUserByLoginId: (canonical) => engine.read(() => users.findUserByLoginId(canonical)),
    listUsers: (request) => engine.read(() => userListing.listUsers(request)),
    countUsers: (now) => engine.read(() => userCounts.countUsers(now)),
    updateUser: (change) => engine.write(() => permitted(change, userAccess.updateUser(change))),
    deleteUser: (userId, change) =>
      engine.write(() => permitted(change, users.deleteUser(userId, change))),

    startEnrollment: (enrollment, permit, by) =>
      engine.write(() => enrollmentStarts.startEnrollment(enrollment, permit, by)),
    cancelEnrollment: (hash) => engine.write(() => enrollments.cancelEnrollment(hash)),
    confirmEnrollment: (request) => engine.write(() => confirmations.confirmEnrollment(request)),
    verify: (request) => engine.write(() => verifications.verify(request)),
    lookUpAccount: (request) => engine.write(() => accountLookups.lookUpAccount(request)),

    findLiveSession: (sessionId, now) =>
      engine.read(() => sessions.findLiveSession(sessionId, now)),
    identifyRefreshToken: (request) => engine.write(() => sessions.identifyRefreshToken(request)),
    refreshSession: (request) => engine.write(() => sessions.refreshSession(request)),
    endSession: (end) => engine.write(() => sessions.endSession(end)),

    listSessions: (userId, now) => engine.read(() => sessions.listSessions(userId, now)),
    endOwnSession: (end) => engine.write(() => sessions.endOwnSession(end)),

    renameAuthenticator: (owned, label, change) =>
      engine.write(() => ownAuthenticators.renameAuthenticator(owned, label, change)),
    removeAuthenticator: (owned, change) =>
      engine.write(() => ownAuthenticators.removeAuthenticator(owned, change)),
    renewRecoveryCodes: (renewal) =>
      engine.write(() => ownAuthenticators.renewRecoveryCodes(renewal)),
    signOutUser: (userId, change) =>
      engine.write(() => permitted(change, userAccess.signOutUser(userId, change))),
    forgetBrowsers: (userId, change) =>
      engine.write(() => permitted(change, userAccess.forgetBrowsers(userId, change))),
    listBrowsers: (userId, now) => engine.read(() => knownBrowsers.listBrowsers(userId, now)),
    endWaiting: (userId, change, scope) =>
      engine.write(() => permitted(change, userAccess.endWaiting(userId, change, scope))),

    createTicket: (ticket, holder, by) =>
      engine.write(() =>
        permitted({ by, at: ticket.at }, tickets.createTicket(ticket, holder, by)),
      ),
    findLiveTicket: (hash, now) => engine.read(() => tickets.findLiveTicket(hash, now)),
    claimIdempotencyKey: (claim) => engine.write(() => totpDeletions.claimIdempotencyKey(claim)),
    deleteTotp: (request) =>
      engine.write(() =>
        permitted({ by: request.by, at: request.ticket.at }, totpDeletions.deleteTotp(request)),
      ),

    listEvents: (filter) => engine.read(() => events.listEvents(filter)),
    countByHour: (firstHour, lastHour) =>
      engine.read(() => eventHours.countByHour(firstHour, lastHour)),
    countVerifications: (now, harmlessFailures) =>
      engine.read(() => events.countVerifications(now, harmlessFailures)),
    recordBrake: (alarm) => engine.write(() => events.recordBrake(alarm)),

    listManagementKeys: () => engine.read(() => managementKeys.listManagementKeys()),
    createManagementKey: (key, by) =>
      engine.write(() =>
        permitted({ by, at: key.at }, managementKeys.createManagementKey(key, by)),
      ),
    revokeManagementKey: (keyId, change) =>
      engine.write(() => permitted(change, managementKeys.revokeManagementKey(keyId, change))),
    useManagementKey: (keyHash, now) =>
      engine.write(() => managementKeys.useManagementKey(keyHash, now)),

    listAdministrators: (now) => engine.read(() => administrators.listAdministrators(now)),
    inviteFirstAdministrator: (invitation, by) =>
      engine.write(() => administrators.inviteFirstAdministrator(invitation, by)),
    createAdministrator: (administrator, invitation, by) =>
      engine.write(() =>
        permitted(
          { by, at: invitation.at },
          administrators.createAdministrator(administrator, invitation, by),
        ),
      ),
    resetAdministrator: (change, invitation) =>
      engine.write(() => permitted(change, administrators.resetAdministrator(change, invitation))),
    changeRole: (change, role) =>
      engine.write(() => permitted(change, administrators.changeRole(change, role))),
    removeAdministrator: (change) =>
      engine.write(() => permitted(change, administrators.removeAdministrator(change))),

    useConsoleSession: (tokenHash, now) =>
      engine.write(() => consoleSessions.useConsoleSession(tokenHash, now)),
    endConsoleSession: (end) => engine.write(() => consoleSessions.endConsoleSession(end)),

    listKeyChecks: () => engine.read(() => serverKeys.listKeyChecks()),
    addKeyCheck: (keyId, checkValue) =>
      engine.write(() => serverKeys.addKeyCheck(keyId, checkValue)),
    countSealedWith: (keyId) => engine.read(() => sealedValues.countSealedWith(keyId)),
    keepServerSecret: (name, offered) =>
      engine.write(() => serverKeys.keepServerSecret(name, offered)),
    listServerSecrets: () => engine.read(() => serverKeys.listServerSecrets()),

    listEncryptionKeys: () => engine.read(() => encryptionKeys.listEncryptionKeys()),
    retireOtherKeys: (change) => engine.write(() => encryptionKeys.retireOtherKeys(change)),
    markKeyDropped: (keyId, at) => engine.write(() => encryptionKeys.markKeyDropped(keyId, at)),
    recordKeyEvent: (action, change) =>
      engine.write(() => encryptionKeys.recordKeyEvent(action, change)),
    leaseKeys: (lease) => engine.write(() => encryptionKeys.leaseKeys(lease)),
    endKeyLease: (until) => engine.write(() => encryptionKeys.endKeyLease(until)),

    keepSigningKeys: (offered) => engine.write(() => signingKeys.keepSigningKeys(offered)),
    listSigningKeys: () => engine.read(() => signingKeys.listSigningKeys()),
    rotateSigningKey: (rotation) => engine.write(() => signingKeys.rotateSigningKey(rotation)),

    countSealedByKind: (keyId) => engine.read(() => sealedValues.countSealedByKind(keyId)),
    countSealedByOthers: (keyId) => engine.read(() => sealedValues.countSealedByOthers(keyId)),
    listSealed: (batch) => engine.read(() => sealedValues.listSealed(batch)),
    reseal: (kind, values) => engine.write(() => sealedValues.reseal(kind, values)),

    beat: (beat) => engine.write(() => heartbeats.beat(beat), 'own'),
    readTimes: () => engine.read(() => heartbeats.readTimes()),
    listServers: (seenSince) => engine.read(() => heartbeats.listServers(seenSince)),
    forgetServer: (serverId) => engine.write(() => heartbeats.forgetServer(serverId)),
    recordClockMove: (move) => engine.write(() => heartbeats.recordClockMove(move)),
    raiseMark: (name, value) => engine.write(() => marks.raiseMark(name, value)),
    settleRestoration: (restoration) => engine.write(() => settleRestoration(restoration)),

    sweepExpired: (now, bounds) => expiry.sweepInBatches(engine, now, bounds),
    warnings: () => engine.warnings(),
    close: () => engine.close(),
  };
}
