import { serve } from '@hono/node-server';
import { createTotpKit } from '@totp-kit/server';
import { createSite } from './site.ts';

const siteUrl = process.env.SITE_URL ?? 'http://localhost:3000';
const managementKey = process.env.TOTP_KIT_MANAGEMENT_KEY ?? '';

const totpKit = await createTotpKit({
  settings: {
    TOTP_KIT_PUBLIC_URL: `${siteUrl}/auth`,
    TOTP_KIT_MANAGEMENT_KEY: managementKey,
    TOTP_KIT_KEYS: process.env.TOTP_KIT_KEYS,
    // On the site's own origin a script that gets into a page of the site would act for an administrator.
    TOTP_KIT_CONSOLE: 'off',
    // Behind a proxy: whose word on an address is taken. Else everybody comes from the proxy's.
    TOTP_KIT_TRUSTED_PROXIES: process.env.TOTP_KIT_TRUSTED_PROXIES,
    DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/totp-kit.db',
  },
});
const site = createSite({ siteUrl, totpKit, managementKey });
const hostname = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
const server = serve({ fetch: site.fetch, hostname, port }, () => {
  console.log(`The site is listening on ${hostname}:${port} for ${siteUrl}`);
});

process.once('SIGTERM', () => {
  server.close(() => void totpKit.close());
});
