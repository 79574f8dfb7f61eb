import { createTotpKit } from '@totp-kit/server';
import { toNodeHandler } from '@totp-kit/server/node';

export const config = { api: { bodyParser: false, externalResolver: true } };

async function makeHandler() {
  const totpKit = await createTotpKit({
    settings: {
      TOTP_KIT_PUBLIC_URL: `${process.env.SITE_URL}/api/auth`,
      DATABASE_URL: process.env.AUTH_DATABASE_URL,
      TOTP_KIT_KEYS: process.env.TOTP_KIT_KEYS,
      TOTP_KIT_MANAGEMENT_KEY: process.env.TOTP_KIT_MANAGEMENT_KEY,
      TOTP_KIT_TRUSTED_PROXIES: process.env.TOTP_KIT_TRUSTED_PROXIES,
    },
  });
  return toNodeHandler(totpKit);
}

export default async function handle(request, response) {
  // At the first request, not while the site is built, and once, however often this module is loaded anew.
  globalThis.totpKitHandler ??= makeHandler();
  const handler = await globalThis.totpKitHandler;
  await handler(request, response);
}
