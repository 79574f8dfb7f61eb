import { readFileSync } from 'node:fs';
import type { Confirmation, Enrollment, Verification } from '@totp-kit/protocol';
import { expect } from 'vitest';
import { json } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { runCommand } from '../../src/testing/command-process.ts';
import { cookieOf } from '../../src/testing/console.ts';
import { asBearer, asTicket } from '../../src/testing/credentials.ts';
import type { Sighting } from '../../src/testing/secret-search.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { asManagement, managementKey, testKeys } from '../../src/testing/test-server.ts';

type Headers = Readonly<Record<string, string>>;

/** A server that runs as it does for its operator, with everything that it answers noted. */
export class LeakScene {
  readonly server: ServerProcess;
  readonly databaseUrl: string;
  readonly sightings: Sighting[] = [];
  readonly secrets: Record<string, string> = {};
  /** Texts that were noted before; the first place is enough. */
  readonly #noted = new Set<string>();

  private constructor(server: ServerProcess, databaseUrl: string) {
    this.server = server;
    this.databaseUrl = databaseUrl;
  }

  static async start(databaseUrl: string): Promise<LeakScene> {
    const environment = { TOTP_KIT_LOG_LEVEL: 'debug' };
    const scene = new LeakScene(await startServerProcess(databaseUrl, environment), databaseUrl);
    const encryptionKey = Buffer.from(testKeys.slice('k1:'.length), 'base64');
    scene.keep('management key', managementKey);
    scene.keep('encryption key', testKeys);
    scene.keep('encryption key in hexadecimal', encryptionKey.toString('hex'));
    return scene;
  }

  /** Remembers a secret, which is to be seen nowhere else. */
  keep(name: string, secret: string | undefined): string {
    expect(secret, name).toMatch(/.{6}/);
    this.secrets[name] = secret ?? '';
    return secret ?? '';
  }

  /** Asks for something, and notes the whole answer under a name. */
  async ask(place: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.server.fetch(path, { redirect: 'manual', ...init });
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    this.#note({ place: `the headers of ${place}`, text: headers });
    this.#note({ place, text: await response.clone().text() });
    return response;
  }

  #note(sighting: Sighting): void {
    if (this.#noted.has(sighting.text)) return;
    this.#noted.add(sighting.text);
    this.sightings.push(sighting);
  }

  /** The same where it must succeed. */
  async done<Answer>(place: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.ask(place, path, init);
    expect(response.status, `${place}: ${await response.clone().text()}`).toBeLessThan(300);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** Notes what the process shows of itself: its output and its place in the list of processes. */
  lookAtProcess(): void {
    const { pid } = this.server;
    const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
    this.sightings.push({ place: 'the output', text: this.server.output() });
    this.sightings.push({ place: 'the command line', text: read('cmdline') + read('comm') });
    expect(read(`task/${pid}/children`)).toBe('');
  }
}

/** A user who has and does all there is; every secret of theirs is kept. */
export async function liveAsUser(scene: LeakScene): Promise<{ readonly userId: string }> {
  const start = json({ action: 'sign-up', loginId: 'ada' });
  const enrollment = await scene.done<Enrollment>(
    'a started sign-up',
    '/api/v1/enrollments',
    start,
  );
  const { enrollmentId, provisioningUrl, key } = enrollment;
  scene.keep('enrollment ID', enrollmentId);
  scene.keep('provisioning URL', provisioningUrl);
  scene.keep('key', key);
  const app = new AuthenticatorApp(provisioningUrl);
  const now = Date.now();
  const codeAt = (steps: number): string => app.codeAt(now + steps * 30_000);
  const confirm = `/api/v1/enrollments/${enrollmentId}/confirmation`;
  const wrongCode = scene.keep('wrong code', app.wrongCodeAt(now));
  await scene.ask('a wrong confirmation', confirm, json({ code: wrongCode }));
  const code = scene.keep('confirming code', codeAt(0));
  const {
    user,
    recoveryCodes = [],
    session,
  } = await scene.done<Confirmation>('a confirmation', confirm, json({ code }));
  const { userId } = user;
  const [recoveryCode, spare] = recoveryCodes;
  scene.keep('recovery code', spare);
  scene.keep('spent recovery code', recoveryCode);
  scene.keep('access token', session?.accessToken);
  const refreshToken = scene.keep('refresh token', session?.refreshToken);

  const verify = '/api/v1/verifications';
  await scene.ask('a wrong sign-in', verify, json({ loginId: 'ada', code: wrongCode }));
  await scene.ask('a spent code', verify, json({ loginId: 'ada', code }));
  const nextCode = scene.keep('code', codeAt(1));
  const signIn = json({ loginId: 'ada', code: nextCode });
  const signedIn = await scene.done<Verification>('a sign-in', verify, signIn);
  scene.keep('browser token', signedIn.browserToken);
  await scene.done('a recovery', verify, json({ loginId: 'ada', recoveryCode }));
  const refresh = json({ refreshToken });
  const refreshed = await scene.done<{ session?: { refreshToken: string }; refreshToken?: string }>(
    'a refreshed session',
    '/api/v1/session/refresh',
    refresh,
  );
  scene.keep('successor', refreshed.session?.refreshToken ?? refreshed.refreshToken);
  const asUser = { headers: asBearer(signedIn.session?.accessToken) };
  await scene.done('renewed recovery codes', '/api/v1/me/recovery-codes', {
    method: 'POST',
    ...asUser,
  });
  const ticketOf = async (action: string): Promise<string> => {
    const order = json({ userId, action }, asManagement);
    const made = await scene.done<{ ticket: string }>(
      'a new ticket',
      '/api/v1/manage/tickets',
      order,
    );
    return scene.keep(`ticket to ${action}`, made.ticket);
  };
  await ticketOf('sign-in');
  const manage = await ticketOf('manage');
  await scene.ask('authenticators', '/api/v1/me/authenticators', { headers: asTicket(manage) });
  return { userId };
}

/** An administrator, who enrolls by the link that the command line prints. */
export async function liveAsAdministrator(scene: LeakScene): Promise<Headers> {
  const { databaseUrl, server } = scene;
  const { port } = new URL(server.origin);
  const origin = `http://localhost:${port}`;
  const command = await runCommand(['admin', 'add', 'root', '--link'], {
    databaseUrl,
    environment: { PORT: port },
  });
  expect(command.exitCode, command.err).toBe(0);
  scene.sightings.push({ place: 'what the command says', text: command.err });
  scene.sightings.push({ place: 'what the command prints', text: command.out });
  const [, invitation] = /#invitation=(\S+)/.exec(command.out) ?? [];
  scene.keep('invitation', invitation);
  const page = { origin, 'sec-fetch-site': 'same-origin' };
  const { enrollmentId, provisioningUrl, key } = await scene.done<Enrollment>(
    'an administrator’s started enrollment',
    '/console/api/v1/enrollments',
    json({ action: 'update-user' }, { ...page, ...asTicket(invitation ?? '') }),
  );
  scene.keep('administrator’s enrollment ID', enrollmentId);
  scene.keep('administrator’s key', key);
  const code = scene.keep(
    'administrator’s code',
    new AuthenticatorApp(provisioningUrl).codeAt(Date.now()),
  );
  const confirmed = await scene.ask(
    'an administrator’s confirmation',
    `/console/api/v1/enrollments/${enrollmentId}/confirmation`,
    json({ code }, page),
  );
  expect(confirmed.status).toBe(200);
  const { recoveryCodes = [] } = (await confirmed.json()) as Confirmation;
  scene.keep('administrator’s recovery code', recoveryCodes[0]);
  const cookie = cookieOf(confirmed);
  scene.keep('console session', cookie.split('=')[1]);
  const headers = { ...page, cookie };
  const made = await scene.done<{ key: string }>(
    'a new management key',
    '/console/api/v1/manage/keys',
    json({ name: 'backend', scopes: ['users:read'] }, headers),
  );
  scene.keep('made management key', made.key);
  return headers;
}
