import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatKeyList } from './keyring/key-list.ts';
import { logRedaction } from './log-redaction.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('takes out keys that come into the key file later, and those that have gone', () => {
  const keyFile = join(temporaryFolder(), 'keys');
  // What looks like nothing else that is taken out.
  const keys = ['k1', 'k2', 'k3'].map((id) => ({ id, bytes: randomBytes(32) }));
  const [first, second, third] = keys.map((key) => ({
    entry: formatKeyList([key]),
    shown: `x${key.bytes.toString('hex')}x`,
  }));
  writeFileSync(keyFile, first?.entry ?? '');
  const redact = logRedaction({
    managementKey: undefined,
    encryptionKeys: keys.slice(0, 1),
    keyFile,
    database: { engine: 'sqlite', path: ':memory:' },
  });
  expect(redact(first?.shown ?? '')).toBe('x[encryption key]x');
  expect(redact(second?.shown ?? '')).toBe(second?.shown);
  writeFileSync(keyFile, `${first?.entry}${second?.entry}`);
  expect(redact(second?.shown ?? '')).toBe('x[encryption key]x');
  writeFileSync(keyFile, 'k1:broken');
  expect(redact(second?.shown ?? '')).toBe('x[encryption key]x');
  writeFileSync(keyFile, third?.entry ?? '');
  expect(redact(`${third?.shown} ${first?.shown}`)).toBe('x[encryption key]x x[encryption key]x');
});
