import type { z } from 'zod';
import type { ConsoleRole } from '../console.ts';
import type { ServerErrorCode } from '../errors.ts';
import type { Scope } from '../management.ts';

/** Who may call: a visitor, who holds a ticket, a session (token or cookie), a management key or a console session. */
export type Caller =
  'anyone' | 'ticket' | 'session' | 'management' | 'invitation' | 'administrator';

type ObjectSchema = z.ZodType<Record<string, unknown>>;

/** One request of the API: where it is, what goes in, what comes out. The OpenAPI document is made from these. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/api/v1/${string}` | `/console/api/v1/${string}`;
  readonly summary: string;
  readonly callers: readonly Caller[];
  /** What a management key must be good for. */
  readonly scope?: Scope;
  /** Which administrators may do it in the console. Without any, the console does not have it. */
  readonly roles?: readonly ConsoleRole[];
  /** In the console, only soon after a code: in a fresh session. */
  readonly isFreshOnly?: true;
  readonly pathParams?: ObjectSchema;
  readonly query?: ObjectSchema;
  readonly headers?: ObjectSchema;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  readonly errors: readonly ServerErrorCode[];
}
