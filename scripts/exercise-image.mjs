import { existsSync } from 'node:fs';
import { installMissing } from './install.mjs';
import { endWith, fail, repositoryNode, start } from './processes.mjs';
import { installSystemPackages } from './system-packages.mjs';

// `npm run test:image`: builds the image and runs it as the compose files say, without a Docker engine. It needs what
// an engine needs, root on Linux, for file systems of its own.

if (process.platform !== 'linux' || process.getuid() !== 0) {
  fail(
    'npm run test:image mounts file systems: run it as root on Linux (sudo npm run test:image).',
  );
}
await installMissing();
await installSystemPackages();
const missing = ['unshare', 'setpriv', 'chroot'].filter(
  (name) => !['/usr/bin', '/usr/sbin'].some((folder) => existsSync(`${folder}/${name}`)),
);
if (missing.length > 0) fail(`${missing.join(', ')} of util-linux and coreutils are missing.`);
endWith(start([repositoryNode(), '--conditions=totp-kit-source', 'scripts/image/exercise.ts']));
