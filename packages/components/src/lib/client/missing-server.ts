import { TotpError } from '@totp-kit/protocol/errors';

/** What a page says wrong of its server, in a sentence for its developers. */
export function serverMissing(server: string | undefined): TotpError {
  const fault = server ? `server="${server}" is not a web address` : 'No server is named';
  return new TotpError('server_missing', {
    message: `${fault}. Load totp-kit.js from your totp-kit server, or name it: server="https://auth.example.com/".`,
  });
}
