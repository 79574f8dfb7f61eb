import {
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app honours (RFC 6238 §4, RFC 4226 §5.3): SHA1, 6 digits, 30 seconds. */
export const totpParameters = { algorithm: 'SHA1', digits: 6, periodSeconds: 30 } as const;

/** 160 bits, the length RFC 4226 §4 R6 recommends. */
const keyBytes = 20;

/** The parameters that every app assumes; the URI leaves them out, because some apps mishandle them. */
const defaultParameters = '&algorithm=SHA1&digits=6&period=30';

export function generateKey(): Buffer {
  return randomBytes(keyBytes);
}

/** The key as people type it: base32 (RFC 4648 §6), unpadded, 32 characters. */
export function encodeKey(key: Buffer): string {
  return toSecret(key).base32;
}

/**
 * The Key URI of an authenticator: `otpauth://totp/issuer:account?issuer=issuer&secret=KEY`, every part
 * percent-encoded (a space is `%20`), parameters of default value left out.
 * @throws when the issuer holds a colon, which would move the border between issuer and account
 */
export function provisioningUrl(parts: { issuer: string; account: string; key: Buffer }): string {
  if (parts.issuer.includes(':')) throw new Error('an issuer must not contain a colon');
  const uri = new TOTP({
    issuer: parts.issuer,
    label: parts.account,
    secret: toSecret(parts.key),
  }).toString();
  if (!uri.endsWith(defaultParameters)) throw new Error('unexpected parameters in a Key URI');
  return uri.slice(0, -defaultParameters.length);
}

/** The time step T of RFC 6238 §4.2, T0 = 0. */
export function stepAt(timestampMs: number): number {
  return Math.floor(timestampMs / 1000 / totpParameters.periodSeconds);
}

/** The most steps either side of now that can be configured to be accepted. */
export const widestWindow = 1;

/** The first step whose code no server takes yet. */
export function stepAfterLive(timestampMs: number): number {
  return stepAt(timestampMs) + widestWindow + 1;
}

/** When a step begins, in milliseconds. */
export function startOfStep(step: number): number {
  return step * totpParameters.periodSeconds * 1000;
}

export interface CodeToMatch {
  readonly key: Buffer;
  readonly code: string;
  /** The step that it is now. */
  readonly step: number;
  /** Steps accepted either side (RFC 6238 §5.2). */
  readonly window: number;
}

/**
 * The highest live step whose code is `code`, or undefined. Every live step is computed and compared in constant
 * time, so that how long it takes tells nothing; the highest, so that a code that two steps share is spent for both.
 */
export function matchingStep({ key, code, step, window }: CodeToMatch): number | undefined {
  // Node takes bytes as they are only after a slow look at what else they could be.
  const secret = createSecretKey(key);
  const given = Buffer.from(code, 'ascii');
  let match: number | undefined;
  for (let counter = step - window; counter <= step + window; counter += 1) {
    const expected = Buffer.from(codeAt(secret, counter), 'ascii');
    if (given.length === expected.length && timingSafeEqual(given, expected)) match = counter;
  }
  return match;
}

/** How far from now a code is looked for to tell that a phone's clock is off. */
const furthestClockOffset = 10;

/** By how many steps a phone's clock is off, if the code is outside the window but near: positive when it is ahead. */
export function clockOffsetSteps({ key, code, step, window }: CodeToMatch): number | undefined {
  const match = matchingStep({ key, code, step, window: furthestClockOffset });
  const offset = match === undefined ? 0 : match - step;
  return Math.abs(offset) > window ? offset : undefined;
}

/** HOTP (RFC 4226 §5.3). */
function codeAt(secret: KeyObject, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigInt64BE(BigInt(counter));
  const mac = createHmac(totpParameters.algorithm, secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  const { digits } = totpParameters;
  return String(number % 10 ** digits).padStart(digits, '0');
}

function toSecret(key: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(key).buffer });
}
