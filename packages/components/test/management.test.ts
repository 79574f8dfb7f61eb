import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

const namesWithoutLit = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(name, context, next) {
      const resolved = next(name, context);
      if (/node_modules\\/(lit|@lit)/.test(resolved.url)) throw new Error('It imports ' + name);
      return resolved;
    },
  });
  console.log(Object.keys(await import('@totp-kit/components/management.js')).join(' '));
`;

test('the management client is imported without a document and without Lit', () => {
  const options = ['--conditions=totp-kit-source', '--input-type=module', '-e', namesWithoutLit];
  const names = execFileSync(process.execPath, options, { cwd: root, encoding: 'utf8' });
  expect(names.trim().split(' ')).toEqual(['HttpManagementClient', 'TotpError']);
});
