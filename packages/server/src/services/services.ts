import type { ServiceContext } from './context.ts';
import { EnrollmentService } from './enrollments.ts';
import { ManagementAccess } from './management-access.ts';
import { loadServerKeys, type ServerKeys } from './server-keys.ts';
import { SessionService } from './sessions.ts';
import { UserManagementService } from './user-management.ts';
import { VerificationService } from './verifications.ts';
import { Verifier } from './verifier.ts';

/** Everything the routes call. */
export interface Services {
  readonly enrollments: EnrollmentService;
  readonly verifications: VerificationService;
  readonly sessions: SessionService;
  readonly users: UserManagementService;
  readonly managementAccess: ManagementAccess;
  readonly jwks: ServerKeys['jwks'];
  /** Rejects when the database does not answer. */
  readonly checkStorage: () => Promise<void>;
}

/** @throws WrongEncryptionKeyError, StorageUnavailableError */
export async function createServices(
  context: ServiceContext,
  managementKey: string | undefined,
): Promise<Services> {
  const keys = await loadServerKeys(context.store, context.keyring);
  const verifier = new Verifier(context);
  const sessions = new SessionService(context, keys);
  return {
    enrollments: new EnrollmentService({ context, verifier, sessions }),
    verifications: new VerificationService({ context, verifier, sessions }),
    sessions,
    users: new UserManagementService(context),
    managementAccess: new ManagementAccess(managementKey),
    jwks: keys.jwks,
    checkStorage: () => context.store.ping(),
  };
}
