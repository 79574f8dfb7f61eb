export { TotpRecoveryCodesElement } from '../lib/elements/totp-recovery-codes/totp-recovery-codes.ts';
export { TotpSavedEvent } from '../lib/elements/totp-recovery-codes/totp-saved-event.ts';
