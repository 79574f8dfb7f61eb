/** The bundle of a script tag: all elements, and the server it came from as their server. */
import './lib/client/bundle-server.ts';
import { bundleUrl } from './lib/bundle-url.ts';
import { loadKeyParts } from './lib/elements/load-key-parts.ts';
import { loadByTag } from './lib/load-by-tag.ts';
import { firstCopy } from './lib/register-element.ts';

export * from './totp-verify.ts';
export * from './client.ts';
export * from './lib/events.ts';
export { setMessages } from './lib/messages/own-messages.ts';

// A page that only signs in needs `<totp-verify>` alone. The other elements arrive when a page uses them.
const loadSetup = (): Promise<unknown> => import('./lib/elements/setup-parts.ts');

// Where the page has another script of ours already, that one sees to all of them.
if (firstCopy(bundleUrl) === bundleUrl) {
  loadByTag({
    'totp-setup': loadSetup,
    'totp-qr': loadSetup,
    'totp-key': loadKeyParts,
    'totp-provision-link': loadKeyParts,
    'totp-flow': () => import('./lib/elements/flow-parts.ts'),
    'totp-recovery-codes': () => import('./lib/elements/recovery-parts.ts'),
    'totp-authenticators': () => import('./lib/elements/authenticators-parts.ts'),
  });
}
