import path from 'node:path';
import { SecondFactor } from './second-factor.ts';
import { readSettings } from './settings.ts';
import { createSite } from './site.ts';

const settings = readSettings(process.env);
const { siteUrl, totpKitUrl, managementKey, host, port } = settings;

const site = createSite({
  ...settings,
  // The pages: the ones of this example, or those of the folder that the command names.
  pages: process.argv[2] ?? path.join(import.meta.dirname, '../public'),
  secondFactor: new SecondFactor({ server: totpKitUrl, managementKey, audience: siteUrl }),
});

site.listen(port, host, () => {
  console.log(`The site is listening on ${host}:${port} for ${siteUrl}`);
});
