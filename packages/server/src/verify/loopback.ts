/** Whether a host is this machine itself. RFC 6761 §6.3: names below `localhost` lead to it, too. */
export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
}
