/** The URL that people and tokens see, as it is kept everywhere: no slash at its end, none doubled. */
export type PublicUrl = { readonly url: string } | { readonly fault: string };

const segment = /^[A-Za-z0-9._~-]+$/;

/**
 * Reads the URL that a server is found at: an origin, or an origin and the path that it is mounted at. Slashes at the
 * end or doubled make no difference. Whatever a browser, a proxy and a router could read differently is refused.
 */
export function parsePublicUrl(text: string): PublicUrl {
  const trimmed = text.trim();
  const url = URL.parse(trimmed);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { fault: `"${trimmed}" is not a web address: ${examples}` };
  }
  // A parser has taken line breaks and tabs out by now.
  if (/\p{C}/u.test(trimmed)) {
    return {
      fault: `must not hold line breaks, tabs or other characters that nobody sees: ${examples}`,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return { fault: `must not hold a user name or a password: ${examples}` };
  }
  if (/[?#]/.test(trimmed)) {
    return { fault: `"${trimmed}" must end with its path, without ? and #: ${examples}` };
  }
  // As it was written: a parser has resolved dots and turned backslashes by now.
  const [, path = ''] = /^[a-z]+:\/\/[^/\\]+(.*)$/is.exec(trimmed) ?? [undefined, '\\'];
  const segments = path.split('/').filter((part) => part !== '');
  if (!segments.every((part) => segment.test(part) && part !== '.' && part !== '..')) {
    return {
      fault: `"${trimmed}" has a path that not everybody reads alike: only letters, digits and - . _ ~ may stand between its slashes, and no "." or ".." alone`,
    };
  }
  return { url: [url.origin, ...segments].join('/') };
}

const examples = 'give one such as https://auth.example.com or https://shop.example.com/auth';

/** The origin of a public URL, which is the server's own for browsers: for CORS, cookies and forged requests. */
export function originOf(publicUrl: string): string {
  return new URL(publicUrl).origin;
}

/** The path that a public URL mounts the server at, such as `/auth`; empty at the root. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}
