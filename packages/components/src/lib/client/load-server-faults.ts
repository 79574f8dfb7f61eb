import type * as serverFaults from './server-faults.ts';

/** Loads the words for what is wrong between a page and its server; undefined where the network is what is wrong. */
export function loadServerFaults(): Promise<typeof serverFaults | undefined> {
  return import('./server-faults.ts').catch(() => undefined);
}
