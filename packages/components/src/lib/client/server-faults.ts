import { TotpError } from '@totp-kit/protocol/errors';

/* What is wrong between a page and its server, in sentences for the developers of the page. */

export function serverMissing(): TotpError {
  return new TotpError('server_missing', {
    message:
      'No server is named. Load totp-kit.js from your totp-kit server, or name the server: server="https://auth.example.com/".',
  });
}

export function serverMalformed(server: string): TotpError {
  return new TotpError('server_missing', {
    message: `server="${server}" is not a web address. Name the totp-kit server like this: server="https://auth.example.com/".`,
  });
}

export function serverTimeout(server: URL): TotpError {
  return new TotpError('server_timeout', {
    message: `The totp-kit server at ${server.href} took too long to answer.`,
  });
}

export function serverUnreachable(server: URL): TotpError {
  return new TotpError('server_unreachable', {
    message: `The totp-kit server at ${server.href} does not answer. Check that it runs and that the \`server\` attribute names it.`,
  });
}

export function serverUnrecognized(server: URL, url: URL): TotpError {
  return new TotpError('server_unrecognized', {
    message: `What answers at ${url.origin}${url.pathname} is not a totp-kit server. Check the \`server\` attribute, which now means ${server.href}.`,
  });
}

export function originNotAllowed(server: URL, origin: string): TotpError {
  return new TotpError('origin_not_allowed', {
    message: `The totp-kit server at ${server.href} does not allow pages of ${origin}. Add ${origin} to TOTP_KIT_ORIGINS on the server.`,
  });
}
