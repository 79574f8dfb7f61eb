import { installMissing } from './install.mjs';
import { endWith, fail, repositoryNode, run, start } from './processes.mjs';

// `npm start`: installs what is missing, builds what changed, and serves the whole with the demo.

await installMissing();
const built = await run([repositoryNode(), 'scripts/build.mjs', '--if-changed']);
if (built !== 0) fail('totp-kit was not started, because the build failed.');
const server = ['--max-semi-space-size=16', 'packages/server/dist/main.js'];
endWith(start([repositoryNode(), ...server, 'serve', '--site', 'demo/dist']));
