import { createManagementClient, TotpError } from '@totp-kit/server/management';

const totpKit = createManagementClient({
  server: process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787',
  managementKey: process.env.TOTP_KIT_MANAGEMENT_KEY,
});

/** Whether a code that this backend received itself is the user's. `clientAddress` is where the person is. */
export async function checkCode({ loginId, code, clientAddress }) {
  try {
    await totpKit.verifyForManagement({ loginId, code, clientAddress });
    return true;
  } catch (error) {
    const isWrong = ['invalid_code', 'too_many_attempts'].includes(error.code);
    if (error instanceof TotpError && isWrong) return false;
    // Also a user without an authenticator (`no_authenticator`): who cannot be asked is not let in.
    throw error;
  }
}
