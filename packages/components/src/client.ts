export { createTotpClient, type TotpClientOptions } from './lib/client/create-totp-client.ts';
export { HttpTotpClient, type HttpTotpClientOptions } from './lib/client/http-totp-client.ts';
export type { SelfService, SelfServiceOptions } from './lib/client/self-service.ts';
export type { TotpClient } from './lib/client/totp-client.ts';
export { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
