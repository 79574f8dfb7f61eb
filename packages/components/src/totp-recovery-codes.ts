import { defineElement } from './lib/define-element.ts';
import { TotpRecoveryCodesElement } from './elements/totp-recovery-codes.ts';

defineElement('totp-recovery-codes', TotpRecoveryCodesElement);

export * from './elements/totp-recovery-codes.ts';
