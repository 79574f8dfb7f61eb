import { TotpError } from '@totp-kit/protocol/errors';

/** What is said where a part of the script could not be loaded: who cannot load it is offline, or the server is. */
export function rejectLostPart(cause: unknown): never {
  const message = 'A part of totp-kit could not be loaded.';
  throw new TotpError('server_unreachable', { message, cause });
}
