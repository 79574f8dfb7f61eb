/** The bundle of a script tag: all elements, and the server it came from as their server. */
import './lib/client/bundle-server.ts';
import { loadKeyParts } from './lib/elements/load-key-parts.ts';
import { loadByTag } from './lib/load-by-tag.ts';

export * from './totp-verify.ts';
export * from './client.ts';
export * from './lib/events.ts';
export { setMessages } from './lib/messages/own-messages.ts';

// A page that only signs in needs `<totp-verify>` alone. The other elements arrive when a page uses them.
const loadSetup = (): Promise<unknown> => import('./lib/elements/setup-parts.ts');

loadByTag({
  'totp-setup': loadSetup,
  'totp-qr': loadSetup,
  'totp-key': loadKeyParts,
  'totp-provision-link': loadKeyParts,
  'totp-flow': () => import('./lib/elements/flow-parts.ts'),
  'totp-recovery-codes': () => import('./lib/elements/recovery-parts.ts'),
  'totp-authenticators': () => import('./lib/elements/authenticators-parts.ts'),
});
