import { TotpError, type FieldFault } from '@totp-kit/protocol/errors';

/** The most that is said of a request: what somebody sends is not sent back to them in full. */
const mostFaults = 20;
const mostCharacters = 200;

/** What a request got wrong, as an error that names each field, as far as there is room. */
export function invalidRequest(faults: readonly FieldFault[]): TotpError {
  const named = faults.slice(0, mostFaults).map(({ field, message }) => ({
    field: shortened(field),
    message: shortened(message),
  }));
  const list = named.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  return new TotpError('invalid_request', {
    message: `The request is not what the contract says: ${list.join('; ')}.`,
    faults: named,
  });
}

function shortened(text: string): string {
  return text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters - 1).toWellFormed()}…`;
}
