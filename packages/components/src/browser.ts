/** The bundle of a script tag: all elements, and the server it came from as their server. */
import './lib/client/bundle-server.ts';
import { loadEnrollmentParts } from './lib/elements/load-enrollment-parts.ts';

export * from './index.ts';

// Inside of a `<totp-setup>` they are loaded by it. Elsewhere they have nothing to show, and show that.
if (document.querySelector('totp-qr, totp-key, totp-provision-link')) {
  loadEnrollmentParts().catch(() => {});
}
