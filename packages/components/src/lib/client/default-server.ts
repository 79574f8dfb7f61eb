let defaultServer: URL | undefined;

/** Names the server of every element and client that names none itself. */
export function setDefaultServer(url: URL): void {
  defaultServer = url;
}

/**
 * The server that a `server` attribute or option means; relative URLs count from the page.
 * Credentials in it are left out. Undefined when nothing names one or what is named is no web address.
 */
export function resolveServer(server?: string): URL | undefined {
  if (!server) return defaultServer;
  // Without a document, as in a worker, there is nothing that a relative URL could count from.
  const base = typeof document === 'undefined' ? undefined : document.baseURI;
  if (!URL.canParse(server, base)) return undefined;
  const url = new URL(server, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  // A password in an address would be in the page for everybody, and no browser would send it.
  url.username = url.password = url.search = url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
