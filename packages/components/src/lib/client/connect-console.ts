import { HttpConsoleClient } from './http-console-client.ts';
import { HttpManagementClient } from './http-management-client.ts';
import type { ConsoleClient } from './console-client.ts';
import { HttpTotpClient } from './http-totp-client.ts';
import type { ManagementClient } from './management-client.ts';
import { nameAdministrator } from './name-administrator.ts';
import type { TotpClient } from './totp-client.ts';

export interface ConnectConsoleOptions {
  /** The URL of the console, with a slash at its end: `https://auth.example/console/`. */
  readonly server: URL;
  /** Called after each request that the server took, because it puts the end of the session off. */
  readonly onUse: () => void;
  /** The user ID of who everything is asked for: the server refuses it where its session is of somebody else. */
  readonly administratorId?: () => string | undefined;
  readonly fetch?: typeof fetch;
}

export interface ConsoleClients {
  readonly client: ConsoleClient;
  readonly management: ManagementClient;
  /** Whom the elements that ask for a code ask. */
  readonly signIn: TotpClient;
}

/** The clients of a console, whose pages have to know when its session was used last. */
export function connectConsole(options: ConnectConsoleOptions): ConsoleClients {
  const { server, onUse, administratorId = () => undefined } = options;
  const plainFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const ask = nameAdministrator(administratorId, plainFetch);
  const noticingFetch: typeof fetch = async (input, init) => {
    const response = await ask(input, init);
    if (response.ok) onUse();
    return response;
  };
  return {
    client: new HttpConsoleClient({ server, fetch: noticingFetch }),
    management: new HttpManagementClient({ server, fetch: noticingFetch }),
    signIn: new HttpTotpClient({ server, fetch: noticingFetch }),
  };
}
