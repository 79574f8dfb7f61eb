const server = 'http://localhost:8787';
const { createTotpClient } = await import(`${server}/totp-kit.js`);
const client = createTotpClient();
const list = document.querySelector('totp-recovery-codes');

document.addEventListener('totp-success', async ({ target, user }) => {
  const response = await fetch(`${server}/api/v1/me/recovery-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await client.accessToken()}` },
  });
  const { recoveryCodes } = await response.json();
  Object.assign(list, { codes: recoveryCodes, loginId: user.loginId, hidden: false });
  target.remove();
});
list.addEventListener('totp-saved', () => list.remove());
