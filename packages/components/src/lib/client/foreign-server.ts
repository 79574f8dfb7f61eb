import { TotpError } from '@totp-kit/protocol/errors';

/** A server on another origin than the page, where there must be none, in a sentence for the page's developers. */
export function serverIsForeign(server: URL): TotpError {
  return new TotpError('origin_not_allowed', {
    message: `server="${server.href}" is not on the origin of this page, ${location.origin}. Name a path of the page's own origin that leads to the management API, such as server="/console".`,
  });
}
