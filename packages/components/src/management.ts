export {
  HttpManagementClient,
  type HttpManagementClientOptions,
} from './lib/client/http-management-client.ts';
export type { ManagementClient, TotpDeletionRequest } from './lib/client/management-client.ts';
export { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
