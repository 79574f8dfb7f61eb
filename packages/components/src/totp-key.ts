import { defineElement } from './lib/define-element.ts';
import { TotpKeyElement } from './elements/totp-key.ts';

defineElement('totp-key', TotpKeyElement);

export * from './elements/totp-key.ts';
