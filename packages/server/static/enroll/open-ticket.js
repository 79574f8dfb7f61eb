const elements = {
  'update-user': 'totp-setup',
  'sign-up': 'totp-setup',
  'sign-in': 'totp-verify',
  'step-up': 'totp-verify',
  manage: 'totp-authenticators',
};

/** What a link says: the ticket, and hints about what to show. Whatever it says, the server decides by the ticket. */
export function readFragment(hash) {
  const fragment = new URLSearchParams(hash.slice(1));
  const action = fragment.get('action') ?? '';
  return {
    // A link that lost its ticket is as good as a used one, and the server says so.
    ticket: fragment.get('ticket') || 'none',
    action: Object.hasOwn(elements, action) ? action : 'update-user',
    loginId: fragment.get('login-id') || undefined,
  };
}

/** The element that answers a ticket, with the ticket as a property: it stands in no markup. */
export function openTicket({ ticket, action, loginId }) {
  const element = document.createElement(elements[action]);
  if (action !== 'manage') element.setAttribute('action', action);
  if (action === 'sign-up' && loginId !== undefined) element.loginId = loginId;
  element.ticket = ticket;
  return element;
}

/** Goes on where the ticket leads, with the proof in the fragment, which no server's log sees. */
export function followReturn(returnUrl, proof) {
  if (returnUrl === undefined) return;
  const url = new URL(returnUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return;
  if (proof !== undefined) url.hash = `${url.hash ? `${url.hash}&` : ''}totp-proof=${proof}`;
  // The link is spent: nobody shall come back to it.
  location.replace(url);
}
