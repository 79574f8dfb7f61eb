import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Api } from '../../e2e/harness/api.ts';
import { readCode } from '../../e2e/harness/authenticator.ts';
import { findFreePort } from '../../packages/server/src/testing/free-port.ts';
import { startPostgres } from '../../packages/server/src/testing/postgres-server.ts';
import { buildImage, type Image } from './build-image.ts';
import { ownServices, readCompose, type Compose, type ComposeService } from './compose.ts';
import { startContainer, type Container } from './container.ts';
import { placeIn } from './sandbox.ts';

// `npm run test:image`: what `docker build` and `docker compose up` would do, without a Docker engine, and then what
// an operator expects of it. A room of scripts/image/sandbox.ts stands for a container; PostgreSQL is the one that
// the tests bring along, and each container listens on a port of its own, as they share this machine's network.

const root = path.resolve(import.meta.dirname, '../..');
const variables = { TOTP_KIT_PUBLIC_URL: 'https://auth.example.com' };

const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-image-'));
try {
  const image = await step('build the image', () =>
    buildImage({
      context: root,
      folder,
      base: { nodeFile: process.execPath, npmFolder: npmFolder() },
      buildEnvironment: npmSettings(),
      cache: npm('config', 'get', 'cache'),
    }),
  );
  checkContents(image);
  await step('compose.sqlite.yaml', () => exerciseSqlite(image));
  await step('compose.postgres.yaml', () => exercisePostgres(image));
  console.log('\nThe image does what it should.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function exerciseSqlite(image: Image): Promise<void> {
  const compose = readCompose(path.join(root, 'deploy/compose.sqlite.yaml'), variables);
  const start = await prepare(compose, image, {});
  const [service] = services(compose);

  const first = await start(service);
  await checkConfinement(first, image);
  const { recoveryCode } = await signUpAndIn(first, first);
  const link = await succeed(first, ['totp-kit', 'admin', 'add', 'root@example.com', '--link']);
  check(link.includes('https://auth.example.com/console/join#'), 'admin add prints a link', link);
  await checkBackup(first);
  await stop(first);

  const second = await start(service);
  const users = await succeed(second, ['totp-kit', 'users', 'list']);
  check(users.includes('ada@example.com'), 'the user is there after a new start', users);
  await signInByRecoveryCode(second, recoveryCode);
  await stop(second);
}

async function exercisePostgres(image: Image): Promise<void> {
  const compose = readCompose(path.join(root, 'deploy/compose.postgres.yaml'), variables);
  const postgres = await startPostgres();
  try {
    const start = await prepare(compose, image, { 'database-url': postgres.url });
    const [one, two] = await Promise.all(services(compose).map(start));
    if (one === undefined || two === undefined) throw new Error('There are not two servers.');
    const { recoveryCode } = await signUpAndIn(one, two);
    await stop(one);
    await signInByRecoveryCode(two, recoveryCode);
    await stop(two);
  } finally {
    await postgres.stop();
  }
}

/** Makes the secrets as docs/deploy.md says, and gives back what starts a service with them. */
async function prepare(
  compose: Compose,
  image: Image,
  given: Readonly<Record<string, string>>,
): Promise<(service: ComposeService) => Promise<Container>> {
  const made = mkdtempSync(path.join(folder, 'host-'));
  const contents: Record<string, string> = {
    keys: `k1:${randomBytes(32).toString('base64')}`,
    'database-password': randomBytes(24).toString('hex'),
    ...given,
  };
  const secrets = Object.fromEntries(
    Object.keys(compose.secrets).map((name) => {
      const content = contents[name];
      if (content === undefined) throw new Error(`Nobody knows what the secret ${name} holds.`);
      const file = path.join(made, name);
      writeFileSync(file, `${content}\n`, { mode: 0o400 });
      chownSync(file, image.user.uid, image.user.gid);
      return [name, file] as const;
    }),
  );
  const volumesFolder = path.join(made, 'volumes');
  mkdirSync(volumesFolder);
  return async (service) => {
    const port = await findFreePort();
    const container = startContainer({ image, service, secrets, volumesFolder, port });
    await container.becomeHealthy();
    return container;
  };
}

function services(compose: Compose): readonly [ComposeService, ...ComposeService[]] {
  const [first, ...others] = ownServices(compose).map(([, service]) => service);
  if (first === undefined) throw new Error('The compose file starts no server.');
  return [first, ...others];
}

/** Nothing of the tools, the sources or this machine is in the image. */
function checkContents({ room }: Image): void {
  const app = placeIn(room, '/app');
  const wrong = ['packages/server/src', 'node_modules/typescript', 'demo', 'scripts', '.npmrc'];
  for (const name of wrong) {
    check(!existsSync(path.join(app, name)), `${name} is not in the image`);
  }
  const size = execFileSync('du', ['--summarize', '--human-readable', app], { encoding: 'utf8' });
  console.log(`  The layers on top of the base image: ${size.split('\t')[0] ?? ''}`);
}

async function checkConfinement(container: Container, { user }: Image): Promise<void> {
  const who = await succeed(container, ['id', '--user']);
  check(who.trim() === String(user.uid), 'it runs as the user of the image', who);
  for (const place of ['/app/x', '/x', '/run/x', '/usr/local/bin/x']) {
    const { exitCode, output } = await container.exec(['touch', place]);
    const isRefused = exitCode !== 0 && /Read-only|denied/.test(output);
    check(isRefused, `${place} cannot be written`, output);
  }
  // The container's own /tmp, a tmpfs of the compose file, is the one place beside the data that can be.
  await succeed(container, ['touch', '/tmp/x']);
}

/** By the command of docs/deploy.md. */
async function checkBackup(container: Container): Promise<void> {
  const document = readFileSync(path.join(root, 'docs/deploy.md'), 'utf8');
  const [, script = ''] = / exec totp-kit node -e "(.+)"$/m.exec(document) ?? [];
  await succeed(container, ['node', '-e', script]);
  const look = `console.log(require('/app/node_modules/better-sqlite3')('/data/copy.db').pragma('quick_check'))`;
  const seen = await succeed(container, ['node', '-e', look]);
  check(seen.includes("'ok'"), 'a backup is whole', seen);
}

async function signUpAndIn(one: Container, other: Container): Promise<{ recoveryCode: string }> {
  const api = new Api(one.url);
  const { body: enrollment } = await api.startSignUp('ada@example.com');
  const confirmed = await api.confirm(enrollment, await readCode(enrollment.key));
  check(confirmed.status === 200, 'somebody signs up', confirmed.body);
  const code = await readCode(enrollment.key, { stepsAhead: 1 });
  const { status, body } = await new Api(other.url).verify('ada@example.com', code);
  check(status === 200 && body.user.loginId === 'ada@example.com', 'they sign in', body);
  const [recoveryCode] = confirmed.body.recoveryCodes ?? [];
  if (recoveryCode === undefined) throw new Error('There are no recovery codes.');
  return { recoveryCode };
}

async function signInByRecoveryCode({ url }: Container, recoveryCode: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginId: 'ada@example.com', recoveryCode }),
  });
  check(response.ok, 'they sign in by a recovery code', await response.text());
}

async function stop(container: Container): Promise<void> {
  const startedAt = performance.now();
  const exitCode = await container.stop();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  check(exitCode === 0, `the stop signal ends it (${seconds} s)`, container.output());
}

async function succeed(container: Container, words: readonly string[]): Promise<string> {
  const { exitCode, output } = await container.exec(words);
  check(exitCode === 0, words.join(' '), output);
  return output;
}

function check(isRight: boolean, what: string, seen: unknown = ''): void {
  if (!isRight) throw new Error(`Wrong: ${what}. Seen: ${JSON.stringify(seen)}`);
  console.log(`  ok: ${what}`);
}

async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  console.log(`\n> ${name}`);
  const startedAt = performance.now();
  const result = await work();
  console.log(`done: ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return result;
}

/** How this machine's npm reaches its registry, where it is told to do so in another way than by default. */
function npmSettings(): Readonly<Record<string, string>> {
  const names = ['registry', 'cafile', 'proxy', 'https-proxy'];
  const given = names.map((name) => [`npm_config_${name}`, npm('config', 'get', name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== 'null'));
}

function npmFolder(): string {
  const command = execFileSync('sh', ['-c', 'command -v npm'], { env: systemEnvironment() });
  return path.resolve(realpathSync(command.toString().trim()), '../..');
}

function npm(...words: readonly string[]): string {
  const env = systemEnvironment();
  return execFileSync('npm', words, { cwd: tmpdir(), env, encoding: 'utf8' }).trim();
}

/** Without the repository's own Node, beside which npm would look for its settings. */
function systemEnvironment(): NodeJS.ProcessEnv {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return {
    HOME: process.env['HOME'],
    PATH: folders.filter((name) => !name.startsWith(root)).join(path.delimiter),
  };
}
