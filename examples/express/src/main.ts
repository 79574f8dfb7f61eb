import path from 'node:path';
import { SecondFactor } from './second-factor.ts';
import { createSite } from './site.ts';

const siteUrl = process.env.SITE_URL ?? 'http://localhost:3000';
const totpKitUrl = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';

const site = createSite({
  siteUrl,
  totpKitUrl,
  sessionSecret: process.env.SESSION_SECRET ?? 'only for trying it out',
  // The pages: the ones of this example, or those of the folder that the command names.
  pages: process.argv[2] ?? path.join(import.meta.dirname, '../public'),
  secondFactor: new SecondFactor({
    server: totpKitUrl,
    managementKey: process.env.TOTP_KIT_MANAGEMENT_KEY ?? '',
    audience: siteUrl,
  }),
});

site.listen(Number(new URL(siteUrl).port || 80), () => {
  console.log(`The site is listening on ${siteUrl}`);
});
