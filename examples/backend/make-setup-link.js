const server = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';

/** A link, good once within ten minutes, by which a user sets up an authenticator app. */
export async function makeSetupLink(userId) {
  const response = await fetch(`${server}/api/v1/manage/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.TOTP_KIT_MANAGEMENT_KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ userId, action: 'update-user' }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer.url;
}
