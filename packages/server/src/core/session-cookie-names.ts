export interface SessionCookieNames {
  readonly access: string;
  readonly refresh: string;
  /** An administrator's. */
  readonly console: string;
}

/**
 * What the cookies of a session are called that pages of the server's own origin get. The path of the public URL is in
 * their names, so that two servers below one origin never read each other's. On https the prefix `__Host-` keeps other
 * hosts from setting them (RFC 6265bis §4.1.3.2).
 * @param publicUrl the server's TOTP_KIT_PUBLIC_URL, with or without a slash at its end
 */
export function sessionCookieNames(publicUrl: string): SessionCookieNames {
  const { protocol, pathname } = new URL(publicUrl);
  const mount = escapeMount(pathname.replace(/^\/+|\/+$/g, ''));
  const stem = `${protocol === 'https:' ? '__Host-' : ''}totp-kit${mount === '' ? '' : `-${mount}`}`;
  return { access: `${stem}-access`, refresh: `${stem}-refresh`, console: `${stem}-console` };
}

/** Everything but a-z and 0-9 as `_` and two hexadecimal digits: different paths never become one name. */
function escapeMount(path: string): string {
  return path.replace(
    /[^a-z0-9]/g,
    (character) => `_${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
