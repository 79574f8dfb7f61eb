import { defineElement } from './lib/define-element.ts';
import { TotpKeyElement } from './lib/elements/totp-key/totp-key.ts';

defineElement('totp-key', TotpKeyElement);

export { TotpKeyElement };
