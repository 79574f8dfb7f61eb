const server = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';

/** Whether a code that this backend received itself is the user's. `clientAddress` is where the person is. */
export async function checkCode({ loginId, code, clientAddress }) {
  const response = await fetch(`${server}/api/v1/manage/verifications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.TOTP_KIT_MANAGEMENT_KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ loginId, code, clientAddress }),
  });
  const answer = await response.json();
  if (response.ok) return true;
  if (['invalid_code', 'too_many_attempts'].includes(answer.code)) return false;
  // Also a user without an authenticator (`no_authenticator`): who cannot be asked is not let in.
  throw new Error(answer.detail);
}
