import { limits } from '../core/durations.ts';
import { generateRecoveryCode, hashRecoveryCode } from '../core/recovery-code.ts';
import type { ServerKeys } from './server-keys.ts';

/** Makes and hashes recovery codes. They are shown once and stored only as keyed hashes bound to their user. */
export class RecoveryCodes {
  readonly #hashKey: Buffer;

  constructor({ recoveryCodeKey }: Pick<ServerKeys, 'recoveryCodeKey'>) {
    this.#hashKey = recoveryCodeKey;
  }

  /** A new set to show. */
  generate(): string[] {
    return Array.from({ length: limits.recoveryCodesPerUser }, generateRecoveryCode);
  }

  hash(code: string, userId: string): string {
    return hashRecoveryCode(code, { userId, hashKey: this.#hashKey });
  }
}
