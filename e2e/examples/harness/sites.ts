import type { Browser } from 'playwright-core';
import { usePasswordlessSite } from './passwordless.ts';
import { useRenderedSite } from './rendered-site.ts';
import type { SitePerson } from './site-person.ts';

/** An example that is a site as e2e/examples/README.md describes it. */
export interface ExampleSite {
  /** Its folder in examples/. */
  readonly name: string;
  /** Where its build leaves pages that the server of examples/express serves. Without: `npm start` serves it all. */
  readonly pages?: string;
  /** Settings of the totp-kit server beside it; false where it mounts totp-kit itself. */
  readonly hasOwnTotpKit?: boolean;
  /** How a browser uses it, where it is not `useWholeSite`. */
  readonly drive?: (browser: Browser, siteUrl: string) => Promise<SitePerson>;
  /** Whether `npm test` has it, too. */
  readonly isFast?: boolean;
}

export const exampleSites: readonly ExampleSite[] = [
  { name: 'express', isFast: true },
  { name: 'react', pages: 'dist', isFast: true },
  { name: 'vue', pages: 'dist' },
  { name: 'svelte', pages: 'dist' },
  { name: 'angular', pages: 'dist' },
  { name: 'next', hasOwnTotpKit: false, drive: useRenderedSite },
  { name: 'hono', hasOwnTotpKit: false, drive: usePasswordlessSite },
];

/** Those that `TOTP_KIT_EXAMPLES` names, such as `react,vue` or `all`; without it the fast ones. */
export function chooseSites(names = process.env['TOTP_KIT_EXAMPLES']): readonly ExampleSite[] {
  if (names === 'all') return exampleSites;
  if (names === undefined) return exampleSites.filter(({ isFast }) => isFast);
  return names.split(',').map((name) => {
    const site = exampleSites.find((candidate) => candidate.name === name);
    if (site) return site;
    const known = exampleSites.map((candidate) => candidate.name).join(', ');
    throw new Error(`There is no example ${name}. There are: ${known}`);
  });
}
