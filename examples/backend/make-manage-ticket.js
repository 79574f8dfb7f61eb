const server = process.env.TOTP_KIT_PUBLIC_URL ?? 'http://localhost:8787';

/** A ticket, good for ten minutes, by which a page lets its user look after their own authenticators. */
export async function makeManageTicket(userId) {
  const response = await fetch(`${server}/api/v1/manage/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.TOTP_KIT_MANAGEMENT_KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ userId, action: 'manage' }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer.ticket;
}
