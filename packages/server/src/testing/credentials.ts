/** The headers of a request that carries an access token, a refresh token or a management key. */
export function asBearer(token: string | undefined): { readonly authorization: string } {
  return { authorization: `Bearer ${token ?? ''}` };
}

/** The headers of a request that carries a ticket. */
export function asTicket(ticket: string): { readonly authorization: string } {
  return { authorization: `Ticket ${ticket}` };
}
