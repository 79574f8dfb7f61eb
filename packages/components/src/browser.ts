/** The bundle of a script tag: all elements, and the server it came from as their server. */
import './lib/client/bundle-server.ts';
import { loadByTag } from './lib/load-by-tag.ts';

export * from './totp-verify.ts';
export * from './client.ts';
export * from './lib/events.ts';
export { setMessages } from './lib/messages/own-messages.ts';

// A page that only signs in needs `<totp-verify>` alone. The other elements arrive when a page uses them.
const loadSetup = (): Promise<unknown> => import('./totp-setup.ts');

loadByTag({
  'totp-setup': loadSetup,
  'totp-qr': loadSetup,
  'totp-key': loadSetup,
  'totp-provision-link': loadSetup,
  'totp-flow': () => import('./totp-flow.ts'),
  'totp-recovery-codes': () => import('./lib/elements/recovery-parts.ts'),
});
