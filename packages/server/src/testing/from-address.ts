import type { TestServer } from './test-server.ts';

/** A listening server, as somebody at an address asks it. */
export function fromAddress(server: TestServer, address: string): TestServer {
  const from = { 'x-forwarded-for': address };
  return {
    ...server,
    fetch: (path, init) => {
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), ...from };
      return server.fetch(path, { ...init, headers });
    },
    call: (name, options) =>
      server.call(name, { ...options, headers: { ...options?.headers, ...from } }),
  };
}
