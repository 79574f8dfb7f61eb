import { followReturn, openTicket, readFragment } from './open-ticket.js';
import { chooseLanguage, wordsIn } from './words.js';

// The ticket comes in the fragment, which no server and no referrer sees, and leaves the address bar at once.
const fragment = readFragment(location.hash);
history.replaceState(null, '', location.pathname);
// Another link in the same tab changes nothing but the fragment.
addEventListener('hashchange', () => location.reload());

// Before any element is here, so that none begins in another language.
const language = chooseLanguage(navigator.languages);
const words = wordsIn(language);
document.documentElement.lang = language;
document.documentElement.dir = words.direction ?? 'ltr';
document.title = words.title;
document.querySelector('h1').textContent = words.title;

const main = document.querySelector('main');
const element = openTicket(fragment);
element.addEventListener('totp-success', ({ returnUrl, proof }) => {
  // Who looks after their authenticators is not done by adding one.
  if (fragment.action !== 'manage') followReturn(returnUrl, proof);
});
// Who came to type a code types it at once.
if (element.localName === 'totp-verify') {
  element.addEventListener('totp-ready', () => element.focus(), { once: true });
}
main.append(element);

if (fragment.action === 'manage') await offerWayBack();

/** Where the person came from, only the server says: a link could name any place. */
async function offerWayBack() {
  const { createTotpClient } = await import('../totp-kit.js');
  const own = await createTotpClient().selfService({ ticket: fragment.ticket });
  // What is wrong with the ticket, the element says.
  const { returnUrl } = await own.listAuthenticators().catch(() => ({}));
  if (returnUrl === undefined) return;
  const url = new URL(returnUrl);
  const link = document.createElement('a');
  link.className = 'back';
  link.href = url.href;
  link.textContent = words.back.replace('{site}', url.host);
  main.append(link);
}
