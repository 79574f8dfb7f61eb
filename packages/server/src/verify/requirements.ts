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

/** A server's URL as tokens carry it in `iss`, with its path if it has one. @throws TypeError when it is none */
export function requireIssuer(issuer: unknown): string {
  const { href, origin, pathname } = readWebUrl(issuer) ?? {};
  if (href !== undefined && href === `${origin}${pathname}`) return href.replace(/\/+$/, '');
  throw new TypeError(
    'createVerifier needs issuer, the TOTP_KIT_PUBLIC_URL of your totp-kit server, such as https://auth.example.com or https://shop.example/auth (without it a token of any server would do).',
  );
}

/** @throws TypeError when it is no URL of the web */
export function requireWebUrl(jwksUrl: string): string {
  const url = readWebUrl(jwksUrl);
  if (url !== undefined) return url.href;
  throw new TypeError(`jwksUrl must be an http or https URL, not ${JSON.stringify(jwksUrl)}.`);
}

function readWebUrl(text: unknown): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
