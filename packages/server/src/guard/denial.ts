/** Why a site's route is not for this request. Pages and clients switch on it. */
export type DenialCode =
  /** No session, or one that is over: sign in. */
  | 'unauthenticated'
  /** Signed in perhaps, but this needs the proof of a code for exactly this: make a ticket and have it answered. */
  | 'proof_required'
  /** The server's signing keys cannot be had, so nothing can be checked: try again. */
  | 'keys_unavailable';

const denials = {
  unauthenticated: {
    status: 401,
    title: 'Credentials are missing, expired or not valid.',
    headers: { 'WWW-Authenticate': 'Bearer realm="totp-kit"' },
  },
  proof_required: {
    status: 403,
    title: 'This needs the proof of an authenticator code, made for this alone.',
    headers: {},
  },
  keys_unavailable: {
    status: 503,
    title: 'Nothing can be checked at the moment. Try again.',
    headers: { 'Retry-After': '5' },
  },
} as const satisfies Record<DenialCode, object>;

/** An answer instead of the route's own: a problem document (RFC 9457), the same in every framework. */
export class Denial {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor(code: DenialCode, detail: string) {
    const { status, title, headers } = denials[code];
    this.status = status;
    this.headers = {
      ...headers,
      'Cache-Control': 'no-store',
      'Content-Type': 'application/problem+json',
    };
    this.body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  }

  toResponse(): Response {
    return new Response(this.body, { status: this.status, headers: this.headers });
  }
}
