import { createTotpClient } from 'http://localhost:8787/totp-kit.js';

const client = createTotpClient();
const title = /** @type {HTMLElement} */ (document.querySelector('h1'));
const screen = /** @type {HTMLElement} */ (document.querySelector('section'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));

/**
 * Asks this site's own backend, which checks the access token by itself.
 * @param {string} path
 * @param {RequestInit} [init]
 */
async function ask(path, init) {
  const authorization = `Bearer ${await client.accessToken()}`;
  const response = await fetch(path, { ...init, headers: { authorization } });
  return response.json();
}

async function showWhoIsThere() {
  const signedIn = await client.session();
  title.textContent = signedIn ? `Hello ${signedIn.user.loginId}` : 'Nobody is signed in';
}

/** @type {Record<string, () => Promise<void>>} */
const tasks = {
  async whoami() {
    status.textContent = `You are ${(await ask('/api/whoami')).userId}`;
  },

  async transfer() {
    const verify = document.createElement('totp-verify');
    verify.action = 'step-up';
    verify.addEventListener('totp-success', async () => {
      const { transferred } = await ask('/api/transfer', { method: 'POST' });
      screen.replaceChildren();
      status.textContent = `Transferred ${transferred}.`;
    });
    screen.replaceChildren(verify);
  },

  async 'sign-out'() {
    await client.signOut();
    await showWhoIsThere();
  },
};

document.addEventListener('click', ({ target }) => {
  if (target instanceof HTMLButtonElement) void tasks[target.value]?.();
});

await showWhoIsThere();
