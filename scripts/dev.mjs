import { installMissing } from './install.mjs';
import { fail, repositoryNode, run, start, tool } from './processes.mjs';

// `npm run dev`: the server from its source, started anew when a file changes, and before it Vite with
// the demo and the elements from their sources. Vite passes what is the server's on, so the pages have
// one origin, like in production.

const pages = 'http://localhost:5173';
const server = 'http://localhost:8787';

await installMissing();
const node = repositoryNode();
if ((await run([node, 'packages/components/scripts/bundle-qrcode.mjs'])) !== 0) {
  fail('The QR code core could not be bundled; the reason stands above.');
}

const main = ['--conditions=totp-kit-source', 'packages/server/src/main.ts', 'serve'];
const processes = [
  start([node, '--watch', '--watch-preserve-output', ...main], {
    env: { PORT: '8787', TOTP_KIT_PUBLIC_URL: pages, TOTP_KIT_ORIGINS: server },
  }),
  start(tool('vite', '--config', 'demo/vite.config.ts', '--port', '5173', '--strictPort'), {
    env: { TOTP_KIT_DEV_SERVER: server },
  }),
];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopAll());
for (const child of processes) {
  child.once('error', (error) => fail(error.message));
  child.once('close', (code) => {
    stopAll();
    process.exitCode ??= code ?? 1;
  });
}

function stopAll() {
  for (const child of processes) child.kill('SIGTERM');
}
