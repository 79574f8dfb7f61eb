import { createTotpKit, readConfig, type TotpKit } from '@totp-kit/server';

export const managementKey = 'bench-management-key-0123456789abcdef';

/** A server without a socket on a database, at a time that stands. */
export function startKit(databaseUrl: string, now: number): Promise<TotpKit> {
  const config = readConfig(
    {
      DATABASE_URL: databaseUrl,
      TOTP_KIT_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
    },
    (sentence) => {
      throw new Error(sentence);
    },
  );
  return createTotpKit({ config, clock: () => now });
}
