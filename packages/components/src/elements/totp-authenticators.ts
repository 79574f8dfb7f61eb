export { TotpAuthenticatorsElement } from '../lib/elements/totp-authenticators/totp-authenticators.ts';
export {
  TotpChangeEvent,
  type OwnChange,
} from '../lib/elements/totp-authenticators/totp-change-event.ts';
