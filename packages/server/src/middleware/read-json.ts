import { isUtf8 } from 'node:buffer';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { originOf, type AppEnvironment, type NodeRequest } from './environment.ts';
import { HostFault } from './host-fault.ts';

/** The most bytes of a public request's body. */
export const publicBodyLimit = 16 * 1024;

/** The most bytes of a management request's body. */
export const managementBodyLimit = 1024 * 1024;

/** JSON, in the one encoding that it has between systems (RFC 8259 §8.1). */
const jsonMediaType = /^application\/json(?: *; *charset=(?:utf-8|"utf-8"))?$/i;

/**
 * Reads a JSON body, counting while reading, so that a body which lies about its length costs no memory. Reads from
 * Node's own stream where there is one, which keeps the HTTP server on its fast path. A body that a parser of the site
 * around has read before is taken from where such parsers leave it.
 * @throws TotpError unsupported_media_type, payload_too_large, invalid_request; HostFault where the body is gone
 */
export async function readJson(c: Context<AppEnvironment>, limitBytes: number): Promise<unknown> {
  requireJson(c);
  requireLength(c.req.header('content-length'), limitBytes);
  const { incoming } = originOf(c);
  const isReadAlready = incoming ? incoming.readableDidRead : c.req.raw.bodyUsed;
  const bytes = isReadAlready
    ? readLeftBody(incoming, limitBytes)
    : await (incoming
        ? readIncoming(incoming, limitBytes)
        : readStream(c.req.raw.body, limitBytes));
  return parseJson(bytes);
}

/** Nothing is unpacked here: what is small on the way could be large afterwards. */
function requireJson(c: Context<AppEnvironment>): void {
  const mediaType = c.req.header('content-type')?.trim() ?? '';
  if (!jsonMediaType.test(mediaType)) throw new TotpError('unsupported_media_type');
  const coding = c.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') {
    throw new TotpError('unsupported_media_type', {
      message: 'The body is compressed. Send it as it is, without Content-Encoding.',
    });
  }
}

function requireLength(declared: string | undefined, limitBytes: number): void {
  if (declared === undefined) return;
  if (!/^\d+$/.test(declared)) {
    throw new TotpError('invalid_request', { message: 'The header Content-Length is no number.' });
  }
  if (Number(declared) > limitBytes) throw tooLarge(limitBytes);
}

function parseJson(bytes: Buffer): unknown {
  try {
    if (isUtf8(bytes)) return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Said below.
  }
  throw new TotpError('invalid_request', { message: 'The body is not JSON in UTF-8.' });
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
  const bytes = Buffer.isBuffer(left) ? left : Buffer.from(writtenAgain(left));
  if (bytes.length > limitBytes) throw tooLarge(limitBytes);
  return bytes;
}

function writtenAgain(left: unknown): string {
  if (typeof left === 'string') return left;
  try {
    return JSON.stringify(left);
  } catch (cause) {
    // Nested deeper than the stack is.
    throw new TotpError('invalid_request', { message: 'The body is nested too deeply.', cause });
  }
}

/** Stops where the body is too large, and leaves the connection as it is, so that the answer still gets through. */
function readIncoming(incoming: NodeRequest, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limitBytes) return;
      stopReading();
      incoming.pause();
      reject(tooLarge(limitBytes));
    };
    const onEnd = (): void => {
      stopReading();
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    };
    const onBreak = (cause?: unknown): void => {
      stopReading();
      reject(brokenOff(cause));
    };
    const stopReading = (): void => {
      incoming.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak);
    };
    incoming.on('data', onData).on('end', onEnd).on('error', onBreak).on('close', onBreak);
    // Who went before this began is told of by no event any more.
    if (incoming.destroyed) onBreak();
  });
}

async function readStream(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<unknown>) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a chunk is not made of bytes');
      length += chunk.length;
      if (length > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof TotpError) throw error;
    throw brokenOff(error);
  }
  return Buffer.concat(chunks);
}

function brokenOff(cause: unknown): TotpError {
  return new TotpError('invalid_request', { message: 'The body broke off.', cause });
}

function tooLarge(limitBytes: number): TotpError {
  return new TotpError('payload_too_large', {
    message: `The body is larger than ${limitBytes / 1024} KiB.`,
  });
}
