import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Enrollment } from '@totp-kit/protocol';
import { expect, onTestFinished, vi } from 'vitest';
import { readConfig, readDatabaseLocation, type Environment } from '../../src/config.ts';
import type { Clock } from '../../src/core/clock.ts';
import { sealContexts } from '../../src/core/sealed-kinds.ts';
import { createTotpKit } from '../../src/index.ts';
import { KeyFile } from '../../src/keyring/key-file.ts';
import { formatKeyList } from '../../src/keyring/key-list.ts';
import { Keyring, type KeyMaterial } from '../../src/keyring/keyring.ts';
import { machineClocks } from '../../src/services/clock-watch.ts';
import { KeyManagement } from '../../src/services/key-management.ts';
import type { RotationWatch } from '../../src/services/key-rotation.ts';
import { openStore } from '../../src/store/open-store.ts';
import { json } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { runCommandHere } from '../../src/testing/command-here.ts';
import {
  commandEnvironment,
  commandWords,
  type CommandResult,
} from '../../src/testing/command-process.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase, type EngineName } from '../../src/testing/test-databases.ts';

/** A key whose bytes are all the same number, so that a test can tell it in a text. */
export function keyOf(id: string, fill: number): KeyMaterial {
  return { id, bytes: Buffer.alloc(32, fill) };
}

/** A server in this process, with what it has logged. */
export interface ServerHere {
  readonly fetch: ServerProcess['fetch'];
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** A database, a key file, and an operator beside them. */
export interface KeyStage {
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly environment: Environment;
  /** Does in this process what the command does, without a terminal. */
  readonly run: (words: string, environment?: Environment) => Promise<CommandResult>;
  /** Starts `totp-kit keys rotate` as a process, which is killed when it is about to seal so many values anew. */
  readonly rotateUntilKilled: (atValue: number) => Promise<void>;
  readonly serve: () => Promise<ServerProcess>;
  /** Starts a server in this process. */
  readonly serveHere: (environment?: Environment) => Promise<ServerHere>;
  /** How many rows of a table a key sealed. */
  readonly countSealed: (table: keyof typeof sealedColumns, keyId: string) => Promise<number>;
}

/** Where a table keeps what keys sealed. */
export const sealedColumns = {
  authenticators: 'sealed_key',
  enrollments: 'sealed_key',
  server_secrets: 'sealed_value',
  signing_keys: 'sealed_private_key',
} as const;

export async function setKeyStage(
  engine: EngineName,
  materials: readonly KeyMaterial[] = [keyOf('k1', 7)],
): Promise<KeyStage> {
  const databaseUrl = await freshDatabase(engine);
  const keyFile = writeKeyFile(materials);
  const environment = {
    TOTP_KIT_KEYS: undefined,
    TOTP_KIT_KEYS_FILE: keyFile,
    TOTP_KIT_PUBLIC_URL: 'https://auth.example.com',
  };
  const options = { databaseUrl, environment };
  return {
    databaseUrl,
    keyFile,
    environment,
    run: (words, more) =>
      runCommandHere(words.split(' '), { databaseUrl, environment: { ...environment, ...more } }),
    rotateUntilKilled: async (atValue) => {
      const [program = '', ...first] = commandWords;
      const preload = `--import=${new URL('killed-at-value.ts', import.meta.url).href}`;
      const child = spawn(program, [preload, ...first, 'keys', 'rotate'], {
        env: { ...commandEnvironment(options), KILLED_AT_VALUE: String(atValue) },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
      expect([exitCode, signal], said).toEqual([null, 'SIGKILL']);
    },
    serve: () => startServerProcess(databaseUrl, environment),
    serveHere: (more) => serveHere({ DATABASE_URL: databaseUrl, ...environment, ...more }),
    countSealed: async (table, keyId) => {
      const rows = await runSql(
        databaseUrl,
        `SELECT count(*) AS count FROM ${table} WHERE substr(${sealedColumns[table]}, 1, ${keyId.length + 4}) = 'v1.${keyId}.'`,
      );
      const [row] = rows as readonly { count: number | string }[];
      return Number(row?.count);
    },
  };
}

export function writeKeyFile(materials: readonly KeyMaterial[]): string {
  const keyFile = join(temporaryFolder(), 'keys');
  writeFileSync(keyFile, formatKeyList(materials), { mode: 0o600 });
  return keyFile;
}

/** Starts a server in this process. */
export async function serveHere(environment: Environment): Promise<ServerHere> {
  let output = '';
  const log = (_: object, message: string): void => {
    output += `${message}\n`;
  };
  const config = readConfig(environment, (sentence) => {
    log({}, sentence);
  });
  // Its beats are hastened, and a clock that is watched would seem to stand still beside them.
  const kit = await createTotpKit({ config, clock: Date.now, logger: { warn: log, error: log } });
  onTestFinished(kit.close);
  return {
    fetch: (path, init) =>
      kit.fetch(new Request(`https://auth.example.com${path}`, init), {
        clientAddress: '192.0.2.1',
      }),
    output: () => output,
    stop: kit.close,
  };
}

/** Lets servers in this process look and beat fifty times as often until the test has ended. */
export function hastenBeats(): void {
  holdBeats()();
}

/**
 * Lets servers in this process look and beat no more, but for once when they start, until what this returns is called:
 * from then on fifty times as often. What they wait for they wait for as long as ever.
 */
export function holdBeats(): () => void {
  let steady = 0;
  const { setInterval, clearInterval } = globalThis;
  const spy = vi.spyOn(machineClocks, 'steady').mockImplementation(() => steady);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    spy.mockRestore();
    vi.useRealTimers();
  });
  return () => {
    const tick = setInterval(() => {
      steady += 1000;
      vi.advanceTimersByTime(1000);
    }, 20);
    onTestFinished(() => {
      clearInterval(tick);
    });
  };
}

/** What `totp-kit keys` does, in this process; unless a clock is given, by one that makes long waits short. */
export async function manageKeys({
  databaseUrl,
  keyFile,
  clock = hastyClock(),
}: Pick<KeyStage, 'databaseUrl' | 'keyFile'> & { readonly clock?: Clock }) {
  const file = new KeyFile(keyFile);
  const materials = file.read();
  if ('fault' in materials) throw new Error(materials.fault);
  const store = await openStore(readDatabaseLocation({ DATABASE_URL: databaseUrl }));
  onTestFinished(() => store.close());
  const keyring = new Keyring(materials, file);
  const by = { kind: 'system', id: 'command line' } as const;
  return { store, keyring, keys: new KeyManagement({ store, keyring, clock, by }, file) };
}

function hastyClock(): Clock {
  let now = Date.now();
  return () => (now += 6000);
}

/** Nobody looks on, and nobody interrupts. */
export const unwatched: RotationWatch = {
  isInterrupted: () => false,
  onProgress: () => undefined,
  onWaiting: () => undefined,
};

/** Puts enrollments into the database that a key sealed, so that there is something to seal anew. */
export async function addEnrollments(
  { databaseUrl }: Pick<KeyStage, 'databaseUrl'>,
  { key, count }: { readonly key: KeyMaterial; readonly count: number },
): Promise<void> {
  const ring = new Keyring([key]);
  const rows = Array.from({ length: count }, (_, index) => {
    const hash = `hash-${String(index).padStart(6, '0')}`;
    const sealed = ring.seal(Buffer.alloc(20, 1), sealContexts.enrollment(hash));
    const now = Date.now();
    return `('${hash}', 'sign-up', 'x', 'x', '${sealed}', '[]', 0, ${now}, ${now + 3_600_000})`;
  });
  await runSql(
    databaseUrl,
    `INSERT INTO enrollments (enrollment_hash, action, login_id_canonical, login_id, sealed_key, start_subjects,
      wrong_codes, created_at, expires_at) VALUES ${rows.join(',')}`,
  );
}

/** Somebody who signed up and has codes left. */
export interface SignedUp {
  readonly loginId: string;
  readonly app: AuthenticatorApp;
}

type Send = ServerProcess['fetch'];

/**
 * The time of a phone that is half a step behind. The code that it shows and the next one are good at any moment,
 * although a server is a little behind, too, or takes a while: no edge of a step is nearer than that.
 */
export function phoneTime(): number {
  return Date.now() - 15_000;
}

type Headers = Readonly<Record<string, string>>;

/** Somebody who has scanned, and confirms with the code of this step: the next one's is good then. */
export interface SigningUp extends SignedUp {
  readonly confirm: () => Promise<Response>;
}

export async function startSignUp(
  send: Send,
  loginId: string,
  headers: Headers = {},
): Promise<SigningUp> {
  const body = { action: 'sign-up', loginId };
  const started = await send('/api/v1/enrollments', json(body, headers));
  const text = await started.text();
  expect(started.status, text).toBe(201);
  const { enrollmentId, provisioningUrl } = JSON.parse(text) as Enrollment;
  const app = new AuthenticatorApp(provisioningUrl);
  const path = `/api/v1/enrollments/${enrollmentId}/confirmation`;
  const confirm = (): Promise<Response> =>
    send(path, json({ code: app.codeAt(phoneTime()) }, headers));
  return { loginId, app, confirm };
}

export async function signUp(
  send: Send,
  loginId: string,
  headers: Headers = {},
): Promise<SignedUp> {
  const { app, confirm } = await startSignUp(send, loginId, headers);
  const confirmed = await confirm();
  expect(confirmed.status, await confirmed.text()).toBe(200);
  return { loginId, app };
}

/** Signs in by the code of the next step, which the window accepts and nothing has spent. */
export async function signIn(
  send: Send,
  { loginId, app }: SignedUp,
  headers: Headers = {},
): Promise<string> {
  const body = { loginId, code: app.codeAt(phoneTime() + 30_000) };
  const response = await send('/api/v1/verifications', json(body, headers));
  const text = await response.text();
  return response.ok ? 'accepted' : `${response.status} ${text}`;
}

/** People who sign up and sign in all the time, each from an address of their own, over several connections. */
export interface Load {
  /** Ends it. @returns those who signed up and have not signed in yet; rejects where a request failed */
  readonly end: () => Promise<readonly SignedUp[]>;
  /** How many codes were accepted so far. @throws what ended it */
  readonly accepted: () => number;
}

export function startLoad(servers: readonly ServerProcess[], workers: number): Load {
  const users: SignedUp[] = [];
  let accepted = 0;
  let isOver = false;
  const work = async (worker: number): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${worker}` };
      const server = servers[(worker + turn) % servers.length];
      if (server === undefined) throw new Error('no server');
      const name = `worker ${worker} turn ${turn}`;
      users.push(await signUp(server.fetch, `${name} for later`, headers));
      const user = await signUp(server.fetch, name, headers);
      expect(await signIn(server.fetch, user, headers)).toBe('accepted');
      accepted += 1;
    }
  };
  const working = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  let fault: Error | undefined;
  working.catch((error: unknown) => {
    fault = error instanceof Error ? error : new Error(String(error));
  });
  return {
    end: async () => {
      isOver = true;
      await working;
      return users;
    },
    accepted: () => {
      if (fault !== undefined) throw fault;
      return accepted;
    },
  };
}

/** Waits for something that other processes bring about; the test's time limit is the limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
