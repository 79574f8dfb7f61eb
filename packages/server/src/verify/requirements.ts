import { isLoopback } from './loopback.ts';

/** Checks what callers hand in, at run time too, for those who write plain JavaScript. */

/** What each value stops, said to whoever leaves it out. */
const proofNeeds = {
  subject:
    'the user ID of the person who, by your own session, is asking (without it somebody else’s proof would do)',
  audience:
    'the audience you made the ticket with, or the server’s URL if you gave none (without it a proof for another site would do)',
  purpose:
    'the purpose you made the ticket with, or its action if you gave none (without it a proof for something harmless would do for this)',
  ticketId:
    'the ID of the ticket you made, kept in your own session (without it an earlier proof would do again)',
} as const;

/** @throws TypeError that names everything that is missing, and why it is needed */
export function requireProofNeeds(expected: unknown): void {
  const given = (expected ?? {}) as Readonly<Record<string, unknown>>;
  const missing = Object.entries(proofNeeds).filter(([name]) => !isText(given[name]));
  if (missing.length === 0) return;
  const list = missing.map(([name, why]) => `${name}, ${why}`).join('; ');
  throw new TypeError(
    `verifyProof needs four strings that are not empty. What is missing: ${list}.`,
  );
}

/** @throws TypeError unless it is left out or a positive number */
export function requireAge(maxAgeSeconds: unknown): void {
  if (maxAgeSeconds === undefined) return;
  if (typeof maxAgeSeconds === 'number' && maxAgeSeconds > 0) return;
  throw new TypeError('maxAgeSeconds must be a number of seconds above 0.');
}

/** What an `isReplay` said. @throws TypeError when it said neither: nothing may pass because of a forgotten return */
export function requireBoolean(answer: unknown): boolean {
  if (typeof answer === 'boolean') return answer;
  throw new TypeError('isReplay must answer true or false.');
}

/** @throws TypeError when it is given and empty, or no string */
export function requireAudience(audience: unknown): void {
  if (audience === undefined || isText(audience)) return;
  throw new TypeError(
    'audience must be a string that is not empty. Leave it out for the server’s own URL.',
  );
}

interface HttpRule {
  readonly httpIsAllowed: boolean;
}

/**
 * A server's URL as tokens carry it in `iss`, with its path if it has one.
 * @throws TypeError when it is none, or one where others could pass for the server
 */
export function requireIssuer(issuer: unknown, rule: HttpRule): string {
  const url = readWebUrl(issuer);
  if (url === undefined || !isOnlyPlace(url)) {
    throw new TypeError(
      'createVerifier needs issuer, the TOTP_KIT_PUBLIC_URL of your totp-kit server, such as https://auth.example.com or https://shop.example/auth (without it a token of any server would do).',
    );
  }
  requireSafeWay('issuer', url, rule);
  return url.href.replace(/\/+$/, '');
}

/** @throws TypeError when it is no URL of the web, or one where others could pass for the server */
export function requireJwksUrl(jwksUrl: string, rule: HttpRule): string {
  const url = readWebUrl(jwksUrl);
  if (url === undefined) {
    throw new TypeError(`jwksUrl must be an http or https URL, not ${JSON.stringify(jwksUrl)}.`);
  }
  requireSafeWay('jwksUrl', url, rule);
  return url.href;
}

function requireSafeWay(
  name: 'issuer' | 'jwksUrl',
  { protocol, hostname, origin }: URL,
  { httpIsAllowed }: HttpRule,
): void {
  if (protocol === 'https:' || isLoopback(hostname) || httpIsAllowed) return;
  throw new TypeError(
    `${name} is at ${origin}: over plain http, everybody on the way could give signing keys of their own and forge any session and proof. Use https, or, in a network that is yours alone, set allowHttp: true.`,
  );
}

/** Without a password, a query or a fragment. */
function isOnlyPlace({ href, origin, pathname }: URL): boolean {
  return href === `${origin}${pathname}`;
}

function readWebUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
