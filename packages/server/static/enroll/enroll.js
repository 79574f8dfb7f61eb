// The ticket comes in the fragment, which no server and no referrer sees, and leaves the address bar at once.
const ticket = new URLSearchParams(location.hash.slice(1)).get('ticket');
history.replaceState(null, '', location.pathname);

await customElements.whenDefined('totp-setup');
const setup = document.querySelector('totp-setup');
// A link that lost its ticket is as good as a used one, and the server says so.
setup.ticket = ticket || 'none';
