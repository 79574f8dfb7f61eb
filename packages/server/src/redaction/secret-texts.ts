/** What a secret looks like, and what stands in its place. */
interface SecretPattern {
  readonly pattern: RegExp;
  readonly shown: string;
}

/**
 * Neither before nor after it may stand what would make it part of a longer word: an escape before it (`%3D`, `\\n`)
 * ends in what only looks like one.
 */
const whole = (pattern: string, flags = 'g'): RegExp =>
  new RegExp(
    `(?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-Fa-f]{2}|\\\\[bfnrt]))(?:${pattern})(?![A-Za-z0-9_-])`,
    flags,
  );

const base64Url = '[A-Za-z0-9_-]';
const crockford = '[0-9A-HJKMNP-TV-Z]';
/** A quotation mark, as it is, escaped in JSON, or encoded for a URL as often as you like. */
const quote = `(?:\\\\*["']|%(?:25)*2[27])?`;
const space = '(?:\\s|%(?:25)*20)*';
/**
 * A field or a header as texts of many kinds begin it: `name: value`, `name=value`, `"name":"value"`, `name%3Dvalue`,
 * `%22name%22%3A%22value`.
 */
const begun = (names: string): string =>
  `(?:(?<![A-Za-z0-9])|(?<=%(?:25)*[0-9A-Fa-f]{2}))(?:${names})${quote}${space}(?:[:=]|%(?:25)*3[AD])${space}`;
const named = (names: string, value: string): RegExp =>
  new RegExp(`(${begun(names)}${quote})${value}`, 'gi');

const headers = begun('authorization|(?:set-)?cookie');
/** To the quotation mark that it began with, and over those within it, which are escaped once more. */
const quotedHeader = new RegExp(
  `(${headers}(?<escape>\\\\*)(?<mark>["']))(?:(?!(?<!\\\\)\\k<escape>\\k<mark>)[^\\r\\n])+`,
  'gi',
);
/** To the end of the line, also where that is written as `\\n`: cookies may have spaces and quotation marks in them. */
const bareHeader = new RegExp(
  `(${headers})(?!\\\\*["'])(?:(?!(?<!\\\\)\\\\+[nr])[^\\r\\n])+`,
  'gi',
);

/** The wider ones come first: what they have taken is seen by none of the others. */
const patterns: readonly SecretPattern[] = [
  {
    pattern: /otpauth(?:-migration)?(?::|%(?:25)*3A)(?:\\+\/|[^\s"'<>`\\])*/gi,
    shown: '[provisioning URL]',
  },
  { pattern: /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, shown: '[key]' },
  // RFC 3986 §3.2.1; whoever writes a URL by hand leaves an @ in the password.
  {
    pattern: /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'/@:]{0,256}):[^\s"'`\\]{0,512}@/gi,
    shown: '$1:[password]@',
  },
  { pattern: quotedHeader, shown: '$1[redacted]' },
  { pattern: bareHeader, shown: '$1[redacted]' },
  {
    pattern: named(
      'passw(?:or)?d|pwd|secret|recovery_?code|management_?key|totp_kit_(?:keys|management_key)',
      `[^\\s"'&\\\\]+`,
    ),
    shown: '$1[redacted]',
  },
  { pattern: named('code', '[0-9]{6}(?![0-9])'), shown: '$1[code]' },
  { pattern: /\b(Bearer|Basic|Ticket) +[A-Za-z0-9._~+/=-]{16,}/gi, shown: '$1 [redacted]' },
  {
    pattern: whole(
      `(enrollment|ticket|refresh|browser|totpkit|invitation|console)_${base64Url}{32,}`,
    ),
    shown: '[$1 token]',
  },
  // A JWT (RFC 7519): its header is an object.
  {
    pattern: whole(`eyJ${base64Url}{4,}\\.${base64Url}+(?:\\.${base64Url}*)?`),
    shown: '[access token]',
  },
  {
    pattern: whole(`v1\\.[^.\\s"'\\\\]{1,64}\\.${base64Url}{16}\\.${base64Url}{22,}`),
    shown: '[sealed]',
  },
  // An entry of the encryption keys, and 256 bits in any other place: a key, a token, the hash of one.
  {
    pattern:
      /(?:(?<![A-Za-z0-9+/])|(?<=%[0-9A-Fa-f]{2}|\\[bfnrt]))[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/g,
    shown: '[256 bits]',
  },
  {
    pattern: whole(
      `(?=${base64Url}{0,42}[A-Z])(?=${base64Url}{0,42}[a-z])(?=${base64Url}{0,42}[0-9])${base64Url}{43}`,
    ),
    shown: '[256 bits]',
  },
  { pattern: whole('[0-9a-f]{64}', 'gi'), shown: '[256 bits]' },
  { pattern: whole('[0-9a-f]{40}', 'gi'), shown: '[160 bits]' },
  // RFC 4648 §6, as a key is shown: at once or in groups of four.
  { pattern: whole('[A-Z2-7]{32}', 'gi'), shown: '[key]' },
  { pattern: whole('[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){7}', 'gi'), shown: '[key]' },
  { pattern: whole(`${crockford}{4}(?:[ -]${crockford}{4}){5}`, 'gi'), shown: '[recovery code]' },
  { pattern: whole(`(?=${crockford}{0,23}[0-9])${crockford}{24}`, 'gi'), shown: '[recovery code]' },
];

/**
 * A text without what looks like a secret of this server: provisioning URLs, keys, tokens, tickets, enrollment IDs,
 * recovery codes, sealed values, passwords in URLs, `Authorization` and `Cookie`, as they are, in JSON, and encoded for
 * URLs. A code of six digits looks like any number; it is taken only where a name says what it is. What is encoded in
 * other ways, such as all of it in base64 or as HTML, is not seen.
 */
export function withoutSecrets(text: string): string {
  return patterns.reduce((left, { pattern, shown }) => left.replace(pattern, shown), text);
}
