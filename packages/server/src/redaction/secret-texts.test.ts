import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { generateRecoveryCode } from '../core/recovery-code.ts';
import { randomId, randomToken } from '../core/tokens.ts';
import { Keyring } from '../keyring/keyring.ts';
import { redactedError } from './redacted-error.ts';
import { withoutSecrets } from './secret-texts.ts';

const key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const recoveryCode = generateRecoveryCode();
const keyOf256Bits = randomBytes(32).toString('base64');
const jwt = `${encode({ alg: 'ES256' })}.${encode({ sub: 'user_1' })}.${randomBytes(64).toString('base64url')}`;
const sealed = new Keyring([{ id: 'k1', bytes: randomBytes(32) }]).seal(Buffer.alloc(20), ['a']);

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const kinds = [
  'enrollment',
  'ticket',
  'refresh',
  'browser',
  'totpkit',
  'invitation',
  'console',
] as const;

const secrets: readonly (readonly [string, string])[] = [
  ['a provisioning URL', `otpauth://totp/Shop:ada?secret=${key}&issuer=Shop`],
  ['one in a URL', encodeURIComponent(`otpauth://totp/Shop:ada?secret=${key}`)],
  ['a key', key],
  ['one in a URL within a URL', `otpauth%253A%252F%252Ftotp%252FShop%253Fsecret%253D${key}`],
  ['a key in small letters', key.toLowerCase()],
  ['a key in hexadecimal', randomBytes(20).toString('hex')],
  ['a key in groups', (key.match(/.{4}/g) ?? []).join(' ')],
  ['a recovery code', recoveryCode],
  ['a recovery code in small letters', recoveryCode.toLowerCase()],
  ['a recovery code without dashes', `${recoveryCode.slice(0, -1)}7`.replaceAll('-', '')],
  ['an access token', jwt],
  ['a sealed value', sealed],
  ['encryption keys', `k1:${keyOf256Bits},k2:${randomBytes(32).toString('base64')}`],
  ['a key of 256 bits', keyOf256Bits],
  ['one in hexadecimal', randomBytes(32).toString('hex')],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----'],
  ...kinds.map((kind) => [`a token: ${kind}`, randomToken(kind)] as const),
];

const frames: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `it is ${secret}, they say`,
  (secret) => `"${secret}"`,
  (secret) => `https://shop.example/enroll#${secret}`,
  (secret) => JSON.stringify(JSON.stringify({ any: secret })),
  (secret) => `%7B%22any%22%3A%22${secret}%22%7D`,
  (secret) => `first\\n${secret}\\n`,
  (secret) => `(value=${secret})\n    at run (file.js:1:2)`,
];

it.each(secrets)('takes %s out, wherever it stands', (_, secret) => {
  for (const frame of frames) {
    const left = withoutSecrets(frame(secret));
    for (const piece of secret.split(/[\s,:.]/).filter(({ length }) => length >= 16)) {
      expect(left).not.toContain(piece);
    }
    expect(left).not.toContain(secret);
  }
});

const values: readonly (readonly [string, string])[] = [
  ['postgres://ada:p%40ss-w0rd@db.example:5432/totp', 'p%40ss-w0rd'],
  ['postgresql://ada:p@ss/w0rd@db.example/totp', 'w0rd'],
  ['postgres://db.example/totp?user=ada&password=w0rd-of-ada', 'w0rd-of-ada'],
  ['Authorization: Bearer abc.def', 'abc.def'],
  ['{"authorization":"Basic YWRhOnc="}', 'YWRhOnc'],
  ['sent Bearer my-very-own-management-key', 'my-very-own'],
  ['Cookie: __Host-totp-kit-access=abc; other=1', 'abc'],
  ['set-cookie: a=b123; HttpOnly', 'b123'],
  ['TOTP_KIT_MANAGEMENT_KEY=correct-horse-battery-staple', 'correct-horse'],
  ['{"loginId":"ada","code":"123456"}', '123456'],
  ['code=123456', '123456'],
  ['code%3D123456', '123456'],
  ['%22code%22%3A%22123456%22', '123456'],
  ['password%3Dhunter22', 'hunter22'],
  ['%2522password%2522%253A%2522hunter22%2522', 'hunter22'],
  ['Cookie: a="quoted value"; b=2', 'quoted value'],
  ['"cookie":"a=\\"quoted value\\"; b=2"', 'quoted value'],
  [JSON.stringify(JSON.stringify({ cookie: 'a="quoted value"; b=last' })), 'quoted value'],
  [JSON.stringify(JSON.stringify({ cookie: 'a="quoted value"; b=last' })), 'last'],
  [`{ cookie: 'a="quoted value"; b=last' }`, 'last'],
  ['cookie%3A%20a%3Dfirst%3B%20b%3Dlast', 'last'],
  ['authorization%3A%20Bearer%20abcdefgh', 'abcdefgh'],
  [`otpauth:\\/\\/totp\\/Shop?secret=${key}`, 'totp'],
];

it.each(values)('takes the value out of %s', (text, secret) => {
  expect(withoutSecrets(text)).not.toContain(secret);
});

it('leaves what stands after a header', () => {
  const text = JSON.stringify({ cookie: 'a="b"', status: 401, detail: 'Cookie: c\n    at run' });
  expect(withoutSecrets(text)).toBe(
    '{"cookie":"[redacted]","status":401,"detail":"Cookie: [redacted]\\n    at run"}',
  );
});

it.each([
  `user_1 ${randomId('user')} with ${randomId('ticket')} and req_${randomBytes(12).toString('base64url')}`,
  'The database file ./data/totp-kit.db is read-only. Give the server the right to write to it.',
  'postgres://db.example:5432/totp at https://auth.example.com:8443/auth/api/v1/users?limit=20',
  '2026-03-01T12:34:56.789Z 1772368496789 SQLITE_CONSTRAINT_FOREIGNKEY',
  'at SqliteEngine.write (file:///opt/app/node_modules/@totp-kit/server/dist/store/sqlite/sqlite-engine.js:71:15)',
  '0b37e5c8-4d1f-4f0e-9a55-90f6ce1bd5b8',
])('leaves what is no secret: %s', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

it('copies an error with its causes, code and stack, and nothing that hangs on it', () => {
  const cause = Object.assign(new Error(`no ${key}`), { code: 'E1', request: { key } });
  const error = new AggregateError([new TypeError(key)], `all of ${key}`, { cause });
  const copy = redactedError(error, withoutSecrets);
  expect(copy).toMatchObject({
    name: 'AggregateError',
    message: 'all of [key]',
    cause: { message: 'no [key]', code: 'E1' },
    errors: [{ name: 'TypeError', message: '[key]' }],
  });
  expect(copy?.stack).toContain('secret-texts.test.ts');
  expect(copy?.cause).not.toHaveProperty('request');
  expect(copy?.stack).not.toContain(key);
});

it('ends with causes that go round', () => {
  const error = new Error('one');
  error.cause = error;
  expect(redactedError(error, withoutSecrets)?.message).toBe('one');
});
