/* Looking after one's own authenticators: a chunk of the script-tag bundle, on top of the one that sets them up. */
import './setup-parts.ts';
import { defineElement } from '../define-element.ts';
import { TotpAuthenticatorsElement } from './totp-authenticators/totp-authenticators.ts';

defineElement('totp-authenticators', TotpAuthenticatorsElement);
