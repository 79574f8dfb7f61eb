import type { Operation } from '@totp-kit/protocol';
import { TotpError, type ServerErrorCode } from '@totp-kit/protocol/errors';
import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { AppEnvironment } from '../middleware/environment.ts';
import { managementBodyLimit, publicBodyLimit, readJson } from '../middleware/read-json.ts';
import { isRefusal, type Refusal } from '../services/context.ts';
import { invalidRequest } from '../services/invalid-request.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Part<O extends Operation, Name extends keyof Operation> =
  O extends Record<Name, infer Schema> ? Parsed<Schema> : undefined;

/** A request that is what its operation's schemas say. */
export interface OperationRequest<O extends Operation> {
  readonly pathParams: Part<O, 'pathParams'>;
  readonly query: Part<O, 'query'>;
  readonly headers: Part<O, 'headers'>;
  readonly body: Part<O, 'body'>;
  readonly context: Context<AppEnvironment>;
}

type Answer<O extends Operation> =
  Part<O, 'answer'> extends undefined ? undefined : Part<O, 'answer'> & object;

export type Handler<O extends Operation> = (
  request: OperationRequest<O>,
) => Promise<Answer<O> | Refusal<ServerErrorCode>>;

/** Where operations are served, and who may ask for them there. */
export interface Surface {
  readonly app: Hono<AppEnvironment>;
  /** What stands before an operation's own path. */
  readonly prefix: '' | '/console';
  /** Which operations it has; all of them unless said. */
  readonly has?: (operation: Operation) => boolean;
  /** @throws TotpError when the caller may not */
  readonly authorize?: (
    context: Context<AppEnvironment>,
    operation: Operation,
  ) => void | Promise<void>;
}

/** Puts an operation of the contract on the app: its path, the validation of what comes in, its handler. */
export function serve<O extends Operation>(
  app: Hono<AppEnvironment>,
  operation: O,
  handler: Handler<O>,
): void {
  serveOn({ app, prefix: '' }, operation, handler);
}

/** The same on a surface that asks first who calls. */
export function serveOn<O extends Operation>(
  { app, prefix, authorize, has = () => true }: Surface,
  operation: O,
  handler: Handler<O>,
): void {
  if (!has(operation)) return;
  const path = `${prefix}${operation.path.replace(/\{(\w+)\}/g, ':$1')}`;
  app.on(operation.method.toUpperCase(), path, async (context) => {
    const share = context.get('share');
    if (authorize) await share.within(context, () => authorize(context, operation));
    const request = await readRequest(operation, context);
    const answer = await share.within(context, () => handler(request as OperationRequest<O>));
    if (answer === undefined) return context.body(null, operation.status as 204);
    if (isRefusal(answer)) throw asError(answer);
    return context.json(answer, operation.status as 200);
  });
}

async function readRequest(operation: Operation, context: Context<AppEnvironment>) {
  const bodyLimit = operation.callers.includes('management')
    ? managementBodyLimit
    : publicBodyLimit;
  return {
    pathParams: parse(operation.pathParams, context.req.param(), 'path'),
    query: parse(operation.query, context.req.query(), 'query'),
    headers: parse(operation.headers, context.req.header(), 'headers'),
    body: operation.body && parse(operation.body, await readJson(context, bodyLimit), ''),
    context,
  };
}

function parse(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(
    parsed.error.issues.map((issue) => ({
      field: [place, ...issue.path.map(String)].filter(Boolean).join('.'),
      message: issue.message,
    })),
  );
}

function asError(refusal: Refusal<ServerErrorCode>): TotpError {
  const { refused, retryAfterSeconds, clockOffsetSeconds, message, faults = [] } = refusal;
  return new TotpError(refused, {
    retryAfterSeconds,
    clockOffsetSeconds,
    faults,
    ...(message !== undefined && { message }),
  });
}
