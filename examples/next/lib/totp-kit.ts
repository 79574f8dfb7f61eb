import { createTotpKit } from '@totp-kit/server';
import { createManagementClient } from '@totp-kit/server/management';
import { createVerifier, rememberProofs } from '@totp-kit/server/verify';
import { once } from './once';

export const siteUrl = process.env.SITE_URL ?? 'http://localhost:3000';
const server = `${siteUrl}/api/auth`;
const managementKey = process.env.TOTP_KIT_MANAGEMENT_KEY ?? '';

/** totp-kit in this process; pages/api/auth hands it its requests. */
export const totpKit = () =>
  once('totpKit', () =>
    createTotpKit({
      settings: {
        // `next start` is production, which needs https and keys of yours. Who tries it out says so: there, nothing is safe.
        ...(process.env.TRY_OUT === 'yes' && { NODE_ENV: 'development' }),
        TOTP_KIT_PUBLIC_URL: server,
        TOTP_KIT_MANAGEMENT_KEY: managementKey,
        TOTP_KIT_KEYS: process.env.TOTP_KIT_KEYS,
        TOTP_KIT_SIGN_UP: 'closed',
        // On the site's own origin a script that gets into a page of the site would act for an administrator.
        TOTP_KIT_CONSOLE: 'off',
        // Behind a proxy: whose word on an address is taken. Else everybody comes from the proxy's.
        TOTP_KIT_TRUSTED_PROXIES: process.env.TOTP_KIT_TRUSTED_PROXIES,
        DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/totp-kit.db',
      },
    }),
  );

export const management = () =>
  once('management', () => createManagementClient({ server, managementKey, fetch: askInside }));

export const verifier = () =>
  once('verifier', () =>
    createVerifier({ issuer: server, isReplay: rememberProofs(), fetch: askInside }),
  );

/** What the site asks of totp-kit stays in this process. */
async function askInside(url: string, init?: RequestInit): Promise<Response> {
  const { fetch } = await totpKit();
  return fetch(new Request(url, init), { clientAddress: '127.0.0.1' });
}
