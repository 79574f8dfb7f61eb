/** The names that a server has its scripts by. What is not named like this was copied from the package, or bundled. */
const servedName = /(?<!\/dist\/browser)\/totp-kit(-\w+|\.all\.\w{16})?\.js/;

/**
 * Whether a script comes from a totp-kit server, as far as its URL says. Others lie on a CDN or among a site's own
 * files: whoever is there shall not be sent login IDs and codes.
 */
export function isServedScript(url: string): boolean {
  return servedName.test(url);
}
