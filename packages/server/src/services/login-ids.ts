import { readLoginId, type LoginId, type LoginIdFault } from '../core/login-id.ts';
import { invalidRequest } from './invalid-request.ts';

const sentences: Readonly<Record<LoginIdFault, string>> = {
  empty: 'must not be empty',
  too_long: 'must be at most 254 bytes',
  looks_like_id: 'must not look like a user ID',
  forbidden_character: 'must not contain control, invisible or text-direction characters',
};

/** Reads the login ID of a request. @throws TotpError invalid_request */
export function requireLoginId(typed: string): LoginId {
  const read = readLoginId(typed);
  if ('fault' in read) throw invalidRequest([{ field: 'loginId', message: sentences[read.fault] }]);
  return read;
}
