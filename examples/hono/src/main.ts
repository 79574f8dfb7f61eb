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
    DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/totp-kit.db',
  },
});
const site = createSite({ siteUrl, totpKit, managementKey });
const server = serve({ fetch: site.fetch, port: Number(new URL(siteUrl).port || 80) }, () => {
  console.log(`The site is listening on ${siteUrl}`);
});

process.once('SIGTERM', () => {
  server.close(() => void totpKit.close());
});
