import type { AccountLookupStore } from './account-lookups.ts';
import type { AdministratorStore } from './administrators.ts';
import type { ConfirmationStore } from './confirmations.ts';
import type { ConsoleSessionStore } from './console-sessions.ts';
import type { EncryptionKeyStore } from './encryption-keys.ts';
import type { EnrollmentStore } from './enrollment-starts.ts';
import type { StatisticsStore } from './event-hours.ts';
import type { EventStore } from './events.ts';
import type { ExpiryStore } from './expiry.ts';
import type { HeartbeatStore } from './heartbeats.ts';
import type { KnownBrowserStore } from './known-browsers.ts';
import type { ManagementKeyStore } from './management-keys.ts';
import type { MarkStore } from './marks.ts';
import type { OwnAuthenticatorStore } from './own-authenticators.ts';
import type { RestorationStore } from './restoration.ts';
import type { SealedValueStore } from './sealed-values.ts';
import type { ServerKeyStore } from './server-keys.ts';
import type { SessionStore } from './sessions.ts';
import type { SigningKeyStore } from './signing-keys.ts';
import type { TicketStore } from './tickets.ts';
import type { TotpDeletionStore } from './totp-deletions.ts';
import type { UserAccessStore } from './user-access.ts';
import type { UserCountStore } from './user-counts.ts';
import type { UserListStore } from './user-listing.ts';
import type { UserStore } from './users.ts';
import type { VerificationStore } from './verifications.ts';

/**
 * Everything the server keeps, in verbs of the domain. Each call but `sweepExpired` is one transaction: when it
 * resolves, what it wrote is durable; when it rejects with StorageUnavailableError, nothing was written.
 */
export interface Store
  extends
    UserStore,
    UserListStore,
    UserCountStore,
    EnrollmentStore,
    ConfirmationStore,
    VerificationStore,
    AccountLookupStore,
    SessionStore,
    TicketStore,
    TotpDeletionStore,
    OwnAuthenticatorStore,
    UserAccessStore,
    KnownBrowserStore,
    ManagementKeyStore,
    AdministratorStore,
    ConsoleSessionStore,
    EventStore,
    StatisticsStore,
    ServerKeyStore,
    HeartbeatStore,
    MarkStore,
    RestorationStore,
    EncryptionKeyStore,
    SigningKeyStore,
    SealedValueStore,
    ExpiryStore {
  /** What is no fault yet and may become one: sentences that say what to do, each now and then. */
  warnings(): readonly string[];
  close(): Promise<void>;
}
