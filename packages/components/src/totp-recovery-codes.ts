import { defineElement } from './lib/define-element.ts';
import { TotpRecoveryCodesElement } from './lib/elements/totp-recovery-codes/totp-recovery-codes.ts';

defineElement('totp-recovery-codes', TotpRecoveryCodesElement);

export { TotpRecoveryCodesElement };
export { TotpSavedEvent } from './lib/elements/totp-recovery-codes/totp-saved-event.ts';
