/** The single-use permission of a link: to be the first administrator, or to use an invitation. */
export interface InvitationLink {
  readonly kind: 'first' | 'invitation';
  readonly ticket: string;
}

/**
 * Takes the token out of a link's fragment, which never reaches the server, and strips it from address bar and history
 * at once. Nothing else keeps it.
 */
export function takeInvitation(
  location: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'replaceState'>,
): InvitationLink | undefined {
  if (!location.hash) return undefined;
  const fields = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  for (const kind of ['first', 'invitation'] as const) {
    const ticket = fields.get(kind);
    if (ticket) return { kind, ticket };
  }
  return undefined;
}
