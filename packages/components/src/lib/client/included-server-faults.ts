/* In place of load-server-faults.ts where everything shall be in one file. */
import * as serverFaults from './server-faults.ts';

export async function loadServerFaults(): Promise<typeof serverFaults | undefined> {
  return serverFaults;
}
