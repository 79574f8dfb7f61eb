import { isLoopback } from '../verify/loopback.ts';

/** Checks what callers hand in, at run time too, for those who write plain JavaScript. No message holds a key. */

const howToGetOne =
  'Make one on the server by "totp-kit management-key create", or set TOTP_KIT_MANAGEMENT_KEY there, and give it to this backend by an environment variable or a secret store';

/** @throws TypeError that says how to get a key when there is none, and never what it is when it is wrong */
export function requireKey(managementKey: unknown): string {
  if (typeof managementKey !== 'string' || managementKey === '') {
    throw new TypeError(`createManagementClient needs managementKey. ${howToGetOne}.`);
  }
  if (/^[\x21-\x7e]+$/.test(managementKey)) return managementKey;
  throw new TypeError(
    'managementKey holds a space, a line break or another character that no management key has. A file often ends with a line break: use .trim().',
  );
}

/**
 * Where the server is, without a slash at its end.
 * @throws TypeError when it is no web address, or one over which others could read the key
 */
export function requireServer(
  server: unknown,
  { httpIsAllowed }: { readonly httpIsAllowed: boolean },
): string {
  const url = readUrl(server);
  const isPlain = url?.username === '' && url.password === '' && url.search + url.hash === '';
  if (url === undefined || !isPlain) {
    throw new TypeError(
      'createManagementClient needs server, the TOTP_KIT_PUBLIC_URL of your totp-kit server, such as https://auth.example.com, with nothing behind its path and no password in it.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !httpIsAllowed) {
    throw new TypeError(
      `The management key would travel to ${url.origin} for everybody on the way to read. Use https, or, in a network that is yours alone, set allowHttp: true.`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** @throws TypeError unless timers can wait so long: what is longer they take for none */
export function requireTimeout(timeoutMs: unknown): number {
  if (typeof timeoutMs === 'number' && Number.isInteger(timeoutMs)) {
    if (timeoutMs > 0 && timeoutMs < 2 ** 31) return timeoutMs;
  }
  throw new TypeError('timeoutMs must be a whole number of milliseconds, from 1 to 2147483647.');
}

function readUrl(server: unknown): URL | undefined {
  const text = server instanceof URL ? server.href : server;
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
