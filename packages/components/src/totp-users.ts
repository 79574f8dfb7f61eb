import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpUsersElement } from './elements/totp-users.ts';

defineElement('totp-users', TotpUsersElement);

export * from './elements/totp-users.ts';
