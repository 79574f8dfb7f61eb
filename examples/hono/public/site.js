import { createTotpClient } from '/auth/totp-kit.js';

const client = createTotpClient();
const find = (selector) => document.querySelector(selector);

/** Asks the site's backend; the session is in a cookie. What it refuses is shown. */
async function ask(path, body) {
  const response = await fetch(`/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  find('[role=alert]').textContent = answer.error ?? answer.detail ?? '';
  return answer;
}

async function show() {
  // Renews the session's cookies where they have ended. Who never signed in has none, and is not asked for any.
  const isSignedIn = localStorage.signedIn && (await client.session()) !== undefined;
  find('totp-flow').hidden = Boolean(isSignedIn);
  find('#account').hidden = !isSignedIn;
  find('#screen').replaceChildren();
  if (!isSignedIn) return;
  const { loginId } = await ask('account');
  find('#account h1').textContent = `Hello ${loginId}`;
}

async function transfer() {
  const { ticket } = await ask('transfer', { amount: 42 });
  if (!ticket) return;
  const verify = document.createElement('totp-verify');
  Object.assign(verify, { action: 'step-up', ticket });
  verify.addEventListener('totp-success', async ({ proof }) => {
    const { transferred } = await ask('transfer/proof', { proof });
    find('#screen').replaceChildren();
    if (transferred) find('[role=status]').textContent = `Transferred ${transferred}.`;
  });
  find('#screen').replaceChildren(verify);
}

find('totp-flow').addEventListener('totp-success', () => {
  localStorage.signedIn = 'yes';
  void show();
});
find('[value=transfer]').addEventListener('click', transfer);
find('[value=sign-out]').addEventListener('click', async () => {
  await client.signOut();
  localStorage.removeItem('signedIn');
  location.reload();
});

await show();
