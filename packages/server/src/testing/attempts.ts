import type { Problem } from '@totp-kit/protocol';

export interface JsonRequest extends RequestInit {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A POST of JSON. */
export function json(
  body: unknown,
  headers: Readonly<Record<string, string | undefined>> = {},
): JsonRequest {
  const present: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) present[name] = value;
  }
  return {
    method: 'POST',
    headers: present,
    body: JSON.stringify(body),
  };
}

/** What became of a request: `accepted`, or the code of its problem document. */
export async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text();
  return response.ok ? 'accepted' : (JSON.parse(text) as Problem).code;
}

/** Somebody who tries to sign in. */
export interface Attempt {
  readonly loginId: string;
  readonly code?: string;
  readonly recoveryCode?: string;
  readonly browserToken?: string | undefined;
  /** The address it comes from, where the server listens behind the loopback proxy. */
  readonly from?: string;
}

/** Tries to sign in, and says what became of it. */
export async function attempt(
  server: { readonly fetch: (path: string, init?: RequestInit) => Promise<Response> },
  { from, ...body }: Attempt,
): Promise<string> {
  const headers = { 'x-forwarded-for': from };
  return outcomeOf(await server.fetch('/api/v1/verifications', json(body, headers)));
}

/** How often each value is in a list. */
export function tally(values: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
