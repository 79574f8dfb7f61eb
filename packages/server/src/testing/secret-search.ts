import { Secret } from 'otpauth';

/** Some text, and where it was seen. */
export interface Sighting {
  readonly place: string;
  readonly text: string;
}

/** What must not be seen, by what it is. */
export type Secrets = Readonly<Record<string, string>>;

/** A text in the forms in which it is searched. */
interface Searched {
  readonly text: string;
  readonly reduced: string;
  readonly decoded: string;
}

/** Which secret was seen where, each once; in any of the spellings in which one might come out. */
export function findSecrets(sightings: readonly Sighting[], secrets: Secrets): string[] {
  const found = new Set<string>();
  const searches = Object.entries(secrets).map(([name, secret]) => ({
    name,
    isIn: searchFor(secret),
  }));
  for (const { place, text } of sightings) {
    const searched = { text, reduced: reduce(text), decoded: reduce(decode(text)) };
    for (const { name, isIn } of searches) if (isIn(searched)) found.add(`${name}: ${place}`);
  }
  return [...found].sort();
}

function searchFor(secret: string): (searched: Searched) => boolean {
  if (/^\d{6}$/.test(secret)) return searchForCode(secret);
  const exact = encodingsOf(secret);
  const plain = reduce(secret);
  return ({ text, reduced, decoded }) =>
    reduced.includes(plain) ||
    decoded.includes(plain) ||
    exact.some((encoding) => text.includes(encoding));
}

/** Six digits that belong to no longer number or word. */
function searchForCode(code: string): (searched: Searched) => boolean {
  const spaced = `${code.slice(0, 3)}\\s?${code.slice(3)}`;
  const pattern = new RegExp(`(?<![0-9A-Za-z.-])${spaced}(?![0-9A-Za-z])`);
  const encodings = [...base64Of(Buffer.from(code)), new Secret({ buffer: bytesOf(code) }).base32];
  return ({ text }) => pattern.test(text) || encodings.some((encoding) => text.includes(encoding));
}
/** Without case and without what stands between groups. */
function reduce(text: string): string {
  return text.replaceAll(/[\s,_-]/g, '').toLowerCase();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodingsOf(secret: string): string[] {
  const text = Buffer.from(secret);
  const encodings = [
    ...base64Of(text),
    text.toString('hex'),
    new Secret({ buffer: bytesOf(secret) }).base32,
    Array.from(secret).reverse().join(''),
  ];
  if (!/^[A-Z2-7]{32}$/.test(secret)) return encodings;
  // The bytes that the text of a key stands for.
  const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
  return [...encodings, ...base64Of(bytes), bytes.toString('hex')];
}

/** In the middle of something longer, too: at each of the three places that a byte can have in a group. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const start = Math.ceil((offset * 8) / 6);
    const whole = encoded.slice(start, Math.floor(((offset + bytes.length) * 8) / 6));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}
