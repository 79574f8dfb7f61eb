import { HttpConsoleClient } from './http-console-client.ts';
import { HttpManagementClient } from './http-management-client.ts';
import type { ConsoleClient } from './console-client.ts';
import type { ManagementClient } from './management-client.ts';

export interface ConnectConsoleOptions {
  /** The URL of the console, with a slash at its end: `https://auth.example/console/`. */
  readonly server: URL;
  /** Called after each request that the server took, because it puts the end of the session off. */
  readonly onUse: () => void;
  readonly fetch?: typeof fetch;
}

export interface ConsoleClients {
  readonly client: ConsoleClient;
  readonly management: ManagementClient;
}

/** Both clients of a console, whose pages have to know when its session was used last. */
export function connectConsole(options: ConnectConsoleOptions): ConsoleClients {
  const { server, onUse } = options;
  const ask: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const noticingFetch: typeof fetch = async (input, init) => {
    const response = await ask(input, init);
    if (response.ok) onUse();
    return response;
  };
  return {
    client: new HttpConsoleClient({ server, fetch: noticingFetch }),
    management: new HttpManagementClient({ server, fetch: noticingFetch }),
  };
}
