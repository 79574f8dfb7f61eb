const { createTotpClient } = await import('http://localhost:8787/totp-kit.js');
const client = createTotpClient();

document.addEventListener('totp-success', (event) => {
  console.log(`Hello ${event.user.loginId}`);
});

const signedIn = await client.session();
if (signedIn) console.log(`${signedIn.user.loginId}, until ${signedIn.session.refreshExpiresAt}`);
