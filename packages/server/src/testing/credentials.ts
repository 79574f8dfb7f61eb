/** The headers of a request that carries an access token, a refresh token or a management key. */
export function asBearer(token: string | undefined): { readonly authorization: string } {
  return { authorization: `Bearer ${token ?? ''}` };
}

/** The headers of a request that carries a ticket. */
export function asTicket(ticket: string): { readonly authorization: string } {
  return { authorization: `Ticket ${ticket}` };
}

/** What a JWT says, unchecked. */
export function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> {
  const [, claims = ''] = (token ?? '').split('.');
  const json = Buffer.from(claims, 'base64url').toString('utf8');
  return JSON.parse(json) as Record<string, unknown>;
}
