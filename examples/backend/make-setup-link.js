import { createManagementClient } from '@totp-kit/server/management';

const totpKit = createManagementClient({
  server: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  managementKey: process.env.TOTP_KIT_MANAGEMENT_KEY,
});

/** A link, good once within ten minutes, by which a user sets up an authenticator app. */
export async function makeSetupLink(userId) {
  const { url } = await totpKit.createTicket({ userId, action: 'update-user' });
  return url;
}
