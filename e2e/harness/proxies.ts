import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './server.ts';

/** Where things are in a test. The files of deploy/ stand for a machine of their own, with 443 and a certificate. */
export interface ProxyPlaces {
  readonly folder: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly serverPort: number;
}

export interface RunningProxy extends AsyncDisposable {
  /** What it has written about requests, and about errors. */
  readonly log: () => string;
}

/** A proxy that runs as its file in deploy/ says. */
export type StartProxy = (places: ProxyPlaces) => Promise<RunningProxy>;

interface Programs {
  readonly findNginx: () => string;
  readonly findCaddy: () => string;
}

// The script is plain JavaScript, which has no types to import.
const script = path.join(root, 'scripts/system-packages.mjs');
const programs = (await import(script)) as Programs;

export const startNginx: StartProxy = async (places) => {
  const { folder, httpPort, httpsPort, serverPort } = places;
  const certificate = makeCertificate(folder);
  const logFile = path.join(folder, 'totp-kit.log');
  const errorLogFile = path.join(folder, 'totp-kit-error.log');
  const site = replaceAll(readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8'), {
    'listen 80;': `listen ${httpPort};`,
    'listen [::]:80;': '',
    'listen 443 ssl': `listen ${httpsPort} ssl`,
    'listen [::]:443 ssl http2;': '',
    'server 127.0.0.1:8787;': `server 127.0.0.1:${serverPort};`,
    'https://auth.example.com$request_uri': `https://auth.example.com:${httpsPort}$request_uri`,
    '/etc/letsencrypt/live/auth.example.com/fullchain.pem': certificate.certificateFile,
    '/etc/letsencrypt/live/auth.example.com/privkey.pem': certificate.keyFile,
    '/var/log/nginx/totp-kit.log': logFile,
    '/var/log/nginx/totp-kit-error.log': errorLogFile,
  });
  writeFileSync(path.join(folder, 'site.conf'), site);
  // What Debian's nginx.conf gives, as far as it matters, in a folder that any user may write to.
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
events {}
http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }
`,
  );
  const words = ['-e', `${folder}/error.log`, '-p', folder, '-c', `${folder}/nginx.conf`];
  const isRoot = process.getuid?.() === 0;
  const running = await startProxy(
    [programs.findNginx(), ...words, ...(isRoot ? ['-g', 'user root;'] : [])],
    places,
  );
  const files = [logFile, errorLogFile, path.join(folder, 'error.log')];
  return { ...running, log: () => files.map((file) => readFileSync(file, 'utf8')).join('\n') };
};

export const startCaddy: StartProxy = async (places) => {
  const { folder, httpPort, httpsPort, serverPort } = places;
  const { certificateFile, keyFile } = makeCertificate(folder);
  const file = path.join(folder, 'Caddyfile');
  const site = replaceAll(readFileSync(path.join(root, 'deploy/Caddyfile'), 'utf8'), {
    '\n{\n': `\n{\n\tadmin off\n\thttp_port ${httpPort}\n\thttps_port ${httpsPort}\n`,
    '\nauth.example.com {\n': `\nauth.example.com {\n\ttls ${certificateFile} ${keyFile}\n`,
    'reverse_proxy 127.0.0.1:8787': `reverse_proxy 127.0.0.1:${serverPort}`,
  });
  writeFileSync(file, site);
  const command = [programs.findCaddy(), 'run', '--config', file, '--adapter', 'caddyfile'];
  return startProxy(command, places);
};

async function startProxy(
  [command = '', ...words]: readonly string[],
  { folder, httpsPort }: ProxyPlaces,
): Promise<RunningProxy> {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: home },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'close');
  while (!(await isListening(httpsPort))) {
    if (child.exitCode !== null) throw new Error(`${command} ended:\n${output}`);
    await wait(20);
  }
  return {
    log: () => output,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
}

function makeCertificate(folder: string): { certificateFile: string; keyFile: string } {
  const certificateFile = path.join(folder, 'certificate.pem');
  const keyFile = path.join(folder, 'key.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=auth.example.com', '-addext', 'subjectAltName=DNS:auth.example.com'],
      ...['-days', '2', '-keyout', keyFile, '-out', certificateFile],
    ],
    { stdio: 'ignore' },
  );
  return { certificateFile, keyFile };
}

/** Each text has to be there, or the file has changed and the test with it. */
function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  let replaced = text;
  for (const [from, to] of Object.entries(replacements)) {
    if (!replaced.includes(from)) throw new Error(`The file has no "${from}" any more.`);
    replaced = replaced.replaceAll(from, () => to);
  }
  return replaced;
}
