/** Where the totp-kit server of this site is. */
export const totpKitServer = 'http://localhost:8787';
