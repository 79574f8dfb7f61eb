/** The name that a server has the one-file script by. What is not named like this was copied from the package. */
const servedName = /\/totp-kit\.all\.[\da-f]{16}\.js\b/;

/**
 * Whether the one-file script comes from a totp-kit server, as far as its URL says. Another lies on a CDN or among a
 * site's own files: whoever is there shall not be sent login IDs and codes.
 */
export function isServedScript(url: string): boolean {
  return servedName.test(url);
}
