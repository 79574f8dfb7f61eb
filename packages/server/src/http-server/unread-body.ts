import type { IncomingMessage } from 'node:http';

/** How much of a body that nobody wants is still taken in, so that its sender gets to read the answer. */
const lingering = { ms: 1000, bytes: 8 * 1024 * 1024 };

/**
 * The same answer to a request whose body was not read to its end: it says that the connection ends with it, and ends
 * when the sender has stopped or the patience has. Closing at once would reset the connection, and who is still sending
 * would not see the answer (RFC 9112 §9.6).
 */
export async function answerAndClose(
  response: Response,
  incoming: IncomingMessage,
): Promise<Response> {
  // What has no body cannot be held open by one: Node lets the rest of the request run out.
  if (response.body === null) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(bytes.length));
  headers.set('Connection', 'close');
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      controller.enqueue(bytes);
      await discardRest(incoming);
      controller.close();
    },
  });
  return new Response(body, { status: response.status, headers });
}

function discardRest(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > lingering.bytes) finish();
    };
    const finish = (): void => {
      clearTimeout(patience);
      incoming.off('data', onData).off('end', finish).off('error', finish).off('close', finish);
      incoming.pause();
      resolve();
    };
    const patience = setTimeout(finish, lingering.ms);
    incoming.on('data', onData).on('end', finish).on('error', finish).on('close', finish);
    incoming.resume();
    if (incoming.destroyed) finish();
  });
}
