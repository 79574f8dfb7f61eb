import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { deployedFlags } from '../bench/server-process.ts';
import { readConfig, type Config } from '../packages/server/src/config.ts';
import { temporaryFolder } from '../packages/server/src/testing/temporary-folder.ts';
import { ownServices, readCompose, type Compose } from './image/compose.ts';
import { readSeconds } from './image/dockerfile.ts';

const root = path.resolve(import.meta.dirname, '..');
const variables = { TOTP_KIT_PUBLIC_URL: 'https://auth.example.com' };

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The names in the README's table of settings. */
function readSettingNames(): readonly string[] {
  const [, table = ''] = /^## Settings$([\s\S]*?)^## /m.exec(read('README.md')) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

/** What the server makes of these settings in production; each of their files holds what it should. */
function readAsServer(environment: Readonly<Record<string, string | undefined>>): Config {
  const folder = temporaryFolder();
  const contents: Record<string, string> = {
    TOTP_KIT_KEYS_FILE: `k1:${Buffer.alloc(32).toString('base64')}`,
    DATABASE_URL_FILE: 'postgres://totp-kit:secret@postgres/totp-kit',
  };
  const values = Object.entries(environment).map(([name, value]) => {
    if (!name.endsWith('_FILE')) return [name, value] as const;
    const file = path.join(folder, name);
    writeFileSync(file, contents[name] ?? '');
    return [name, file] as const;
  });
  const warnings: string[] = [];
  const config = readConfig(Object.fromEntries(values), (sentence) => warnings.push(sentence));
  expect(warnings).toEqual([]);
  return config;
}

/** Settings that the compose files give themselves, as their volumes, ports and secrets need them. */
const fixedByCompose = ['NODE_ENV', 'PORT', 'HOST', 'DATABASE_URL', 'TOTP_KIT_KEYS'];

/** What somebody may write into deploy/.env, each unlike its default. */
const chosen: Readonly<Record<string, string>> = {
  TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth',
  TOTP_KIT_ISSUER: 'Example, shop',
  TOTP_KIT_ORIGINS: 'https://www.shop.example,https://app.shop.example',
  TOTP_KIT_MANAGEMENT_KEY: 'a-management-key-of-32-characters',
  TOTP_KIT_WINDOW: '0',
  TOTP_KIT_SIGN_UP: 'closed',
  TOTP_KIT_ACCOUNT_DISCLOSURE: 'open',
  TOTP_KIT_CONSOLE: 'off',
  TOTP_KIT_SUPPORT_LINKS: 'shown',
  TOTP_KIT_TRUSTED_PROXIES: '172.30.87.1,192.0.2.7',
  TOTP_KIT_AUDIT_DAYS: '30',
  TOTP_KIT_AUDIT_FAILURES: '5000',
  TOTP_KIT_LOG_LEVEL: 'warn',
  TOTP_KIT_MAX_CONNECTIONS: '500',
  TOTP_KIT_STOP_DELAY: '5',
};

describe.each(['deploy/compose.sqlite.yaml', 'deploy/compose.postgres.yaml'])('%s', (file) => {
  const compose = readCompose(path.join(root, file), variables);

  test('every setting of the README arrives from deploy/.env', () => {
    const documented = readSettingNames().filter((name) => !fixedByCompose.includes(name));
    expect(Object.keys(chosen).toSorted()).toEqual(documented.toSorted());
    for (const [, { environment }] of ownServices(readCompose(path.join(root, file), chosen))) {
      expect(environment).toMatchObject(chosen);
      const config = readAsServer({ ...environment, NODE_ENV: 'production' });
      expect(config).toMatchObject({ signUp: 'closed', hasConsole: false, window: 0 });
    }
  });

  test('what deploy/.env does not say is left to the server’s own defaults', () => {
    const given = ['TOTP_KIT_PUBLIC_URL', 'TOTP_KIT_TRUSTED_PROXIES', 'TOTP_KIT_KEYS_FILE'];
    for (const [, { environment }] of ownServices(compose)) {
      const names = Object.keys(environment).filter((name) => name.startsWith('TOTP_KIT_'));
      expect(names.toSorted()).toEqual(given.toSorted());
    }
  });

  test('its servers have settings that are known, and their secrets from files', () => {
    for (const [, { environment, secrets }] of ownServices(compose)) {
      const config = readAsServer({ ...environment, NODE_ENV: 'production' });
      expect(config.publicUrl).toBe('https://auth.example.com');
      const files = Object.values(environment).filter((value) => value.startsWith('/run/secrets/'));
      expect(files.toSorted()).toEqual(secrets.map((name) => `/run/secrets/${name}`).toSorted());
      expect(environment).not.toHaveProperty('TOTP_KIT_KEYS');
      expect(environment).not.toHaveProperty('DATABASE_URL');
    }
    for (const [name, secret] of Object.entries(compose.secrets)) {
      expect(secret.file).toBe(`./secrets/${name}`);
    }
  });

  test('it trusts its network’s gateway and nothing else, and is reached from this machine only', () => {
    const [{ gateway } = { gateway: '' }] = compose.networks['inside']?.ipam.config ?? [];
    for (const [, { environment, ports }] of ownServices(compose)) {
      expect(environment['TOTP_KIT_TRUSTED_PROXIES']).toBe(gateway);
      expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+:8787$/)]);
    }
    const others = Object.values(compose.services).filter(({ build }) => build === undefined);
    expect(others.flatMap(({ ports }) => ports)).toEqual([]);
  });

  test('nothing in it may do more than it must, and everything has time to stop', () => {
    for (const service of Object.values(compose.services)) {
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      expect(readSeconds(service.stop_grace_period)).toBeGreaterThan(10);
    }
    expect(ownServices(compose).flatMap(([, service]) => service.cap_add)).toEqual([]);
  });

  test('volumes, secrets and what is waited for are there', () => {
    expect(
      namesUsed(compose, ({ volumes }) => volumes.map((volume) => volume.split(':')[0])),
    ).toEqual(Object.keys(compose.volumes).toSorted());
    expect(namesUsed(compose, ({ secrets }) => secrets)).toEqual(
      Object.keys(compose.secrets).toSorted(),
    );
    for (const name of namesUsed(compose, (service) => Object.keys(service.depends_on))) {
      expect(compose.services[name ?? '']?.healthcheck).toBeDefined();
    }
  });

  test('it does not start without a public URL, and says where to set it', () => {
    expect(() => readCompose(path.join(root, file), {})).toThrow(
      'TOTP_KIT_PUBLIC_URL is missing in deploy/.env, such as https://auth.example.com',
    );
  });
});

test('PostgreSQL is of one major version', () => {
  const compose = readCompose(path.join(root, 'deploy/compose.postgres.yaml'), variables);
  expect(compose.services['postgres']?.image).toMatch(/^postgres:\d+$/);
});

/** What V8 is told wherever a server is started. */
const flags = deployedFlags.join(' ');

test.each(['Dockerfile', 'scripts/start.mjs', 'docs/deploy.md'])(
  '%s bounds young objects',
  (file) => {
    expect(read(file)).toContain(flags);
  },
);

describe('deploy/totp-kit.service', () => {
  const unit = read('deploy/totp-kit.service');

  test('systemd knows every line of it, and finds it well closed', () => {
    const file = path.join(temporaryFolder(), 'totp-kit.service');
    // The program is not where the unit has it, on a machine where nothing is deployed.
    writeFileSync(file, unit.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'));
    const run = (...words: readonly string[]): string =>
      execFileSync('systemd-analyze', words, { encoding: 'utf8', stdio: 'pipe' });
    expect(run('verify', '--man=no', file)).toBe('');
    const verdict = run('security', '--no-pager', '--offline=true', file);
    const [, exposure] =
      /Overall exposure level for totp-kit.service: ([\d.]+)/.exec(verdict) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
  });

  test('it starts the program of the package, with the settings beside it', () => {
    const { bin } = JSON.parse(read('packages/server/package.json')) as {
      bin: Record<string, string>;
    };
    const main = path.posix.join(
      '/opt/totp-kit/node_modules/@totp-kit/server',
      bin['totp-kit'] ?? '',
    );
    expect(unit).toContain(`\nExecStart=/usr/bin/node ${flags} ${main} serve\n`);
    expect(read('docs/deploy.md')).toContain(` ${main} "$@"; }`);
    expect(unit).toContain('\nEnvironmentFile=/etc/totp-kit/settings\n');
    const [, timeout = ''] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(timeout)).toBeGreaterThan(10);
  });

  test('systemd knows every line of the backup and its timer', () => {
    const folder = temporaryFolder();
    const names = ['totp-kit-backup.service', 'totp-kit-backup.timer'];
    const files = names.map((name) => path.join(folder, name));
    for (const name of names) {
      const text = read(`deploy/${name}`).replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true');
      writeFileSync(path.join(folder, name), text);
    }
    const said = execFileSync('systemd-analyze', ['verify', '--man=no', ...files], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toBe('');
    const backup = read('deploy/totp-kit-backup.service');
    const [, program = ''] = /^ExecStart=(.*) serve$/m.exec(unit) ?? [];
    expect(backup).toContain(` ${program.replace(`${flags} `, '')} backup "/var/backups/totp-kit/`);
    expect(backup).toContain('\nReadWritePaths=/var/backups/totp-kit\n');
  });

  test('these settings are known, and put the data where the unit lets it', () => {
    const config = readAsServer(parseEnv(read('deploy/settings')));
    expect(config).toMatchObject({
      isProduction: true,
      publicUrl: 'https://auth.example.com',
      database: { engine: 'sqlite', path: '/var/lib/totp-kit/totp-kit.db' },
    });
    expect(unit).toContain('\nStateDirectory=totp-kit\n');
  });
});

test.each(['deploy/nginx.conf', 'deploy/Caddyfile'])(
  '%s says what the server runs with',
  (file) => {
    const [, named = ''] = /^# The server runs with (.*)\.$/m.exec(read(file)) ?? [];
    const settings = parseEnv(read('deploy/settings'));
    for (const setting of named.split(' and ')) {
      const [name = '', value] = setting.split('=');
      expect(settings[name], name).toBe(value);
    }
  },
);

describe.each(['docs/deploy.md', 'docs/quickstart.md'])('%s', (document) => {
  const text = read(document);

  test('its links into the repository lead somewhere', () => {
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
    }
  });

  test('the npm scripts that it names exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [, name] of text.matchAll(/npm run ([\w:]+)/g)) {
      expect(Object.keys(scripts)).toContain(name);
    }
  });
});

test('docs/deploy.md quotes the files as they are, and names all of them', () => {
  const text = read('docs/deploy.md');
  const quoted = [...text.matchAll(/```(?:ini|caddy)\n([\s\S]*?)```/g)].map(([, block]) => block);
  expect(quoted).toEqual([read('deploy/settings'), read('deploy/Caddyfile')]);
  for (const name of [
    'compose.sqlite.yaml',
    'compose.postgres.yaml',
    'totp-kit.service',
    'totp-kit-backup.service',
    'totp-kit-backup.timer',
    'nginx.conf',
  ]) {
    expect(text).toContain(`](../deploy/${name})`);
  }
});

test.each(['README.md', 'docs/deploy.md', 'docs/mounting.md'])(
  'where %s names a database of another machine, it is reached by TLS',
  (document) => {
    for (const [url, host = ''] of read(document).matchAll(
      /postgres:\/\/[\w-:]*@([\w.-]+)[^\s"`]*/g,
    )) {
      if (host !== 'postgres') expect(url).toMatch(/[?&]sslmode=verify-full\b/);
    }
  },
);

test('what docs/deploy.md writes that is secret, nobody else may read', () => {
  const blocks = [...read('docs/deploy.md').matchAll(/```sh\n([\s\S]*?)```/g)];
  const commands = blocks.map(([, block = '']) => block).join('\n');
  const written = commands.matchAll(/^.* > (?!secrets\/|backups\/|\/tmp\/backup\.db ).*$/gm);
  for (const [line] of written) expect(line).toMatch(/^\(umask 077 && .*\)(?: +#.*)?$/);
  expect(commands).toMatch(/mkdir -m 700 secrets\n/);
  expect(commands.match(/ > backups\//g)).toHaveLength(1);
  expect(commands.match(/^mkdir -m 700 -p backups$/gm)).toHaveLength(2);
  expect(commands).not.toContain('$DATABASE_URL');
});

function namesUsed(
  { services }: Compose,
  namesOf: (service: Compose['services'][string]) => readonly (string | undefined)[],
): (string | undefined)[] {
  return [...new Set(Object.values(services).flatMap(namesOf))].toSorted();
}
