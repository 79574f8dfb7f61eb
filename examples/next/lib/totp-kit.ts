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
        // `next start` is production on this machine, too, where there is no https and nothing to lose.
        NODE_ENV: new URL(siteUrl).hostname === 'localhost' ? 'development' : 'production',
        TOTP_KIT_PUBLIC_URL: server,
        TOTP_KIT_MANAGEMENT_KEY: managementKey,
        TOTP_KIT_KEYS: process.env.TOTP_KIT_KEYS,
        TOTP_KIT_SIGN_UP: 'closed',
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
