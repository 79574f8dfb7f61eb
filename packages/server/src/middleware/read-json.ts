import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { originOf, type AppEnvironment, type NodeRequest } from './environment.ts';
import { HostFault } from './host-fault.ts';

/** The most bytes of a public request's body. */
export const publicBodyLimit = 16 * 1024;

/** The most bytes of a management request's body. */
export const managementBodyLimit = 1024 * 1024;

/**
 * Reads a JSON body, counting while reading, so that a body which lies about its length costs no memory. Reads from
 * Node's own stream where there is one, which keeps the HTTP server on its fast path. A body that a parser of the site
 * around has read before is taken from where such parsers leave it.
 * @throws TotpError unsupported_media_type, payload_too_large, invalid_request; HostFault where the body is gone
 */
export async function readJson(c: Context<AppEnvironment>, limitBytes: number): Promise<unknown> {
  const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new TotpError('unsupported_media_type');
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > limitBytes) throw tooLarge(limitBytes);
  const { incoming } = originOf(c);
  const isReadAlready = incoming ? incoming.readableDidRead : c.req.raw.bodyUsed;
  const bytes = isReadAlready
    ? readLeftBody(incoming, limitBytes)
    : await readBytes(incoming ?? c.req.raw.body, limitBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new TotpError('invalid_request', { message: 'The body is not JSON in UTF-8.' });
  }
}

/** What body parsers add to Node's request: the bytes, or what they made of them. */
type ParsedRequest = NodeRequest & { readonly rawBody?: unknown; readonly body?: unknown };

function readLeftBody(incoming: ParsedRequest | undefined, limitBytes: number): Buffer {
  const left = incoming?.rawBody ?? incoming?.body;
  if (left === undefined) {
    throw new HostFault(
      'The body of this request was read before totp-kit got it. Mount totp-kit before whatever reads bodies, or keep that away from its path.',
    );
  }
  const bytes = Buffer.isBuffer(left)
    ? left
    : Buffer.from(typeof left === 'string' ? left : JSON.stringify(left));
  if (bytes.length > limitBytes) throw tooLarge(limitBytes);
  return bytes;
}

async function readBytes(
  source: NodeRequest | ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of (source ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof TotpError) throw error;
    throw new TotpError('invalid_request', { message: 'The body broke off.', cause: error });
  }
  return Buffer.concat(chunks);
}

function tooLarge(limitBytes: number): TotpError {
  return new TotpError('payload_too_large', {
    message: `The body is larger than ${limitBytes / 1024} KiB.`,
  });
}
