import { TotpError } from '@totp-kit/protocol/errors';

/* What a page says wrong of its server, in sentences for its developers. */

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
