/* What is shown of recovery codes: one chunk, for people who are given some and for people who use one. */
import { defineElement } from '../define-element.ts';
import { TotpRecoveryCodesElement } from './totp-recovery-codes/totp-recovery-codes.ts';

defineElement('totp-recovery-codes', TotpRecoveryCodesElement);

export { RecoveryEntry } from './totp-verify/recovery-entry.ts';
