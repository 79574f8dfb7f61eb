import { Denial } from './denial.ts';

/** What a proof is looked for in, in bytes. A proof has less than one of these kilobytes. */
const mostBytes = 64 * 1024;

/**
 * The proof in the body of a web `Request`: of a copy of it, so that the route can read it again. Undefined where there
 * is none.
 */
export async function readProofField(request: Request, field: string): Promise<unknown> {
  try {
    const type = request.headers.get('content-type') ?? '';
    const bytes = await readAtMost(mostBytes, request.clone());
    if (bytes === undefined) {
      return new Denial(
        'proof_required',
        'The body is larger than 64 KiB, and no proof is looked for in it. Send the proof alone, or have requireProof take it from a header.',
      );
    }
    const body = new Response(bytes, { headers: { 'content-type': type } });
    const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
    if (!isJson) return (await body.formData()).get(field);
    return ((await body.json()) as Readonly<Record<string, unknown>> | null)?.[field];
  } catch {
    // A body that cannot be read holds no proof; what else is wrong with it, the route will say.
    return undefined;
  }
}

/** A whole body, or undefined when it has more bytes than that. */
async function readAtMost(
  most: number,
  { body }: Request,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) break;
    length += value.length;
    if (length > most) {
      // Not waited for: it ends only when the route has let go of the other copy, too.
      void reader?.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
