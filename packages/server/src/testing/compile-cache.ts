import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';

/** Lets the processes of tests start in half the time: Node keeps what it has compiled, by its content. */
export const compileCache: Environment = {
  NODE_COMPILE_CACHE: fileURLToPath(
    new URL('../../../../node_modules/.cache/totp-kit-processes', import.meta.url),
  ),
};

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Fills it by a server that does not start and ends by itself: one that is killed keeps nothing. */
export async function fillCompileCache(): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=totp-kit-source', main, 'serve'], {
    env: { ...compileCache, PORT: 'none' },
    stdio: 'ignore',
  });
  await once(child, 'close');
}
