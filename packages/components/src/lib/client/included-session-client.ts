/* In place of load-session-client.ts where everything shall be in one file. */
import * as sessionClient from './session-client.ts';

export async function loadSessionClient(): Promise<typeof sessionClient> {
  return sessionClient;
}
