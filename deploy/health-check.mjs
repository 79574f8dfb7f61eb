import { readFileSync } from 'node:fs';

// Asks the server of this container whether it is ready, as HEALTHCHECK in the Dockerfile says. It runs every
// half minute, so it loads nothing.

const port = setting('PORT') ?? '8787';
const { pathname } = new URL(setting('TOTP_KIT_PUBLIC_URL') ?? 'http://localhost');
const url = `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}/readyz`;

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(4000) });
  console.log(`${url} answers ${response.status}: ${await response.text()}`);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}

function setting(name) {
  const file = process.env[`${name}_FILE`];
  return process.env[name] ?? (file && readFileSync(file, 'utf8').trim());
}
