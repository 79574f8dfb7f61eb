import type { ServerSettings } from '@totp-kit/protocol';
import { AccountLookups } from './account-lookups.ts';
import { AdministratorService } from './administrators.ts';
import { Brake } from './brake.ts';
import { ConfigurationService, type About } from './configuration.ts';
import { ConsoleSessionService } from './console-sessions.ts';
import type { ServiceContext } from './context.ts';
import { EnrollmentService } from './enrollments.ts';
import { ManagementAccess } from './management-access.ts';
import { ProofService } from './proofs.ts';
import { RecoveryCodes } from './recovery-codes.ts';
import { SelfService } from './self-service.ts';
import { loadServerKeys, type ServerKeys } from './server-keys.ts';
import { SessionService } from './sessions.ts';
import { StatisticsService } from './statistics.ts';
import { UserManagementService } from './user-management.ts';
import { VerificationService } from './verifications.ts';
import { Verifier } from './verifier.ts';

/** Everything the routes call. */
export interface Services {
  readonly settings: ServerSettings;
  readonly accountLookups: AccountLookups;
  readonly enrollments: EnrollmentService;
  readonly verifications: VerificationService;
  readonly sessions: SessionService;
  readonly selfService: SelfService;
  readonly users: UserManagementService;
  readonly statistics: StatisticsService;
  readonly managementAccess: ManagementAccess;
  readonly administrators: AdministratorService;
  readonly consoleSessions: ConsoleSessionService;
  readonly configuration: ConfigurationService;
  readonly keys: ServerKeys;
}

/** @throws WrongEncryptionKeyError, StorageUnavailableError */
export async function createServices(
  context: ServiceContext,
  managementKey: string | undefined,
  about: About,
): Promise<Services> {
  const keys = await loadServerKeys(context);
  const verifier = new Verifier(context.keyring);
  const sessions = new SessionService(context, keys);
  const proofs = new ProofService(context, keys);
  const recoveryCodes = new RecoveryCodes(keys);
  const consoleSessions = new ConsoleSessionService(context);
  const shared = { context, verifier, sessions, consoleSessions, proofs, recoveryCodes };
  const enrollments = new EnrollmentService(shared);
  const { issuer, signUp, accountDisclosure } = context;
  return {
    settings: { issuer, signUp, accountDisclosure },
    accountLookups: new AccountLookups(context),
    enrollments,
    verifications: new VerificationService({ ...shared, brake: new Brake(context) }),
    sessions,
    selfService: new SelfService(shared),
    users: new UserManagementService(context),
    administrators: new AdministratorService({ context, enrollments }),
    consoleSessions,
    configuration: new ConfigurationService(context, keys, about),
    statistics: new StatisticsService(context),
    managementAccess: new ManagementAccess(context, managementKey),
    keys,
  };
}
