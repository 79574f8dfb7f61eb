import { createManagementClient } from '@totp-kit/server/management';

const totpKit = createManagementClient({
  server: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  managementKey: process.env.TOTP_KIT_MANAGEMENT_KEY,
});

/** A ticket, good for ten minutes, by which a page lets its user look after their own authenticators. */
export async function makeManageTicket(userId) {
  const { ticket } = await totpKit.createTicket({ userId, action: 'manage' });
  return ticket;
}
