import { createTotpKit } from '@totp-kit/server';

export const port = Number(process.env.PORT ?? 3000);
const siteUrl = process.env.SITE_URL ?? `http://localhost:${port}`;

export const totpKit = await createTotpKit({
  settings: {
    TOTP_KIT_PUBLIC_URL: `${siteUrl}/auth`,
    DATABASE_URL: process.env.AUTH_DATABASE_URL ?? 'sqlite:./auth.db',
    TOTP_KIT_KEYS: process.env.TOTP_KIT_KEYS,
    TOTP_KIT_MANAGEMENT_KEY: process.env.TOTP_KIT_MANAGEMENT_KEY,
    TOTP_KIT_TRUSTED_PROXIES: process.env.TOTP_KIT_TRUSTED_PROXIES,
  },
});
