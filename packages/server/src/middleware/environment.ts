import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { LiveConsoleSession } from '../services/console-sessions.ts';
import type { ManagementGrant } from '../services/management-access.ts';
import type { ShareOfAddress } from './share-of-address.ts';

/** Where a request comes from. One of the two is needed, because attempts are counted by address, too. */
export interface RequestOrigin {
  /** The address of the client, where the site that hands the request over knows it for sure, or what says it. */
  readonly clientAddress?: string | (() => string | undefined) | undefined;
  /** Node's own request, as Hono's Node server gives it in `c.env`: its socket has the address. */
  readonly incoming?: NodeRequest | undefined;
}

/** A request as Node's own servers know it. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;

/** What Hono carries along a request here. */
export interface AppEnvironment {
  Bindings: RequestOrigin;
  Variables: {
    requestId: string;
    /** Where the request comes from; undefined where nobody can say. */
    clientAddress: string | undefined;
    /** In which it asks the storage. */
    share: ShareOfAddress;
    /** By what a request manages. */
    management: ManagementGrant;
    /** The administrator who is signed in to the console. */
    administrator: LiveConsoleSession;
  };
}

/** What was handed over with the request; Hono leaves `env` out where that is nothing. */
export function originOf({ env = {} }: { readonly env?: RequestOrigin }): RequestOrigin {
  return env;
}
