import { KeysUnavailableError } from '../verify.ts';
import { Denial } from './denial.ts';

/** Runs a check. Without the server's keys the answer is no, and 503, because the person did nothing wrong. */
export async function denyWithoutKeys<Result>(
  check: () => Promise<Result>,
): Promise<Result | Denial> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof KeysUnavailableError)) throw error;
    return new Denial('keys_unavailable', 'The signing keys of the totp-kit server cannot be had.');
  }
}
