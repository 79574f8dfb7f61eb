import { TotpError, type FieldFault } from '@totp-kit/protocol/errors';

/** What a request got wrong, as an error that names each field. */
export function invalidRequest(faults: readonly FieldFault[]): TotpError {
  const list = faults.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  return new TotpError('invalid_request', {
    message: `The request is not what the contract says: ${list.join('; ')}.`,
    faults,
  });
}
