import { createAdaptorServer } from '@hono/node-server';
import {
  operations,
  problem,
  type Confirmation,
  type Enrollment,
  type Operation,
  type Problem,
  type Verification,
} from '@totp-kit/protocol';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { createTotpKit, readConfig, type Environment, type TotpKit } from '../index.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import type { DatabaseLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { freshDatabase, type EngineName } from './test-databases.ts';
import { TestClock } from './test-clock.ts';

export const managementKey = 'test-management-key-0123456789abcdef';
export const ownOrigin = 'http://localhost:8787';

type Operations = typeof operations;
type OperationName = keyof Operations;
type AnswerOf<Name extends OperationName> = Operations[Name] extends { answer: z.ZodType }
  ? z.output<Operations[Name]['answer']>
  : undefined;

export interface CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `/console` asks the management side of the console. */
  readonly prefix?: '/console';
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Enrolled {
  readonly app: AuthenticatorApp;
  readonly enrollment: Enrollment;
  readonly confirmation: Confirmation;
}

/** A whole server on a real database of its own, with a clock that the test moves, called without a socket. */
export interface TestServer {
  readonly clock: TestClock;
  readonly databaseUrl: string;
  /** Every route, as `METHOD path`. */
  readonly routes: readonly string[];
  /** Any request. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** A call of the contract that succeeds; status and body are checked against it. */
  readonly call: <Name extends OperationName>(
    name: Name,
    options?: CallOptions,
  ) => Promise<AnswerOf<Name>>;
  /** A call of the contract that is refused with a problem document. */
  readonly refused: (name: OperationName, options?: CallOptions) => Promise<Problem>;
  /** Signs up; the confirming code is that of now. */
  readonly signUp: (loginId: string) => Promise<Enrolled>;
  /** Signs in with the code of the next step, to which the clock is moved. */
  readonly signIn: (loginId: string, app: AuthenticatorApp) => Promise<Verification>;
  /** The link that makes the first administrator. */
  readonly inviteFirstAdministrator: TotpKit['inviteFirstAdministrator'];
  /** Closes the database; `startTestServer` on the same path goes on with it. */
  readonly stop: () => Promise<void>;
}

/** An encryption key for tests. */
export const testKeys = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

export const asManagement = { authorization: `Bearer ${managementKey}` };

export interface TestServerOptions {
  readonly environment?: Environment;
  readonly clock?: TestClock;
  /** SQLite unless said. */
  readonly engine?: EngineName;
  /** Over a real socket, behind a trusted loopback proxy: `x-forwarded-for` says where a request is from. */
  readonly isListening?: boolean;
  readonly openStore?: (location: DatabaseLocation) => Promise<Store>;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { environment, clock = new TestClock(), engine = 'SQLite', openStore } = options;
  const databaseUrl = await freshDatabase(engine);
  const config = readConfig(
    {
      DATABASE_URL: databaseUrl,
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1',
      ...environment,
    },
    (sentence) => {
      throw new Error(sentence);
    },
  );
  const logger = pino({ level: 'error' });
  const store = openStore && (await openStore(config.database));
  const kit = await createTotpKit({ config, clock: clock.read, logger, store });
  const address =
    options.isListening === true
      ? await listenOnLoopback(createAdaptorServer({ fetch: kit.fetch }))
      : undefined;
  const nextAddress = addresses();
  let isOpen = true;
  const stop = async (): Promise<void> => {
    if (isOpen) await kit.close();
    isOpen = false;
  };
  onTestFinished(stop);

  const fetch = async (path: string, init?: RequestInit): Promise<Response> =>
    address === undefined
      ? await kit.fetch(new Request(`${ownOrigin}${path}`, init), { clientAddress: nextAddress() })
      : await globalThis.fetch(`${address}${path}`, init);

  const send = (operation: Operation, options: CallOptions): Promise<Response> => {
    const { prefix = '' } = options;
    const ownPath = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(options.path?.[name] ?? ''),
    );
    const path = `${prefix}${ownPath}`;
    const query = new URLSearchParams(options.query).toString();
    return fetch(query === '' ? path : `${path}?${query}`, {
      method: operation.method.toUpperCase(),
      headers: presentHeaders({
        'content-type': options.body === undefined ? undefined : 'application/json',
        ...options.headers,
      }),
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
  };

  const call = async <Name extends OperationName>(
    name: Name,
    options: CallOptions = {},
  ): Promise<AnswerOf<Name>> => {
    const operation: Operation = operations[name];
    const response = await send(operation, options);
    const text = await response.text();
    expect(response.status, text).toBe(operation.status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (operation.answer === undefined) {
      expect(text).toBe('');
      return undefined as AnswerOf<Name>;
    }
    return operation.answer.parse(JSON.parse(text)) as AnswerOf<Name>;
  };

  const refused = async (name: OperationName, options: CallOptions = {}): Promise<Problem> => {
    const response = await send(operations[name], options);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = problem.parse(await response.json());
    expect(body.status).toBe(response.status);
    expect(body.requestId).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('retry-after')).toBe(body.retryAfter?.toString() ?? null);
    return body;
  };

  const signUp = async (loginId: string): Promise<Enrolled> => {
    const enrollment = await call('startEnrollment', { body: { action: 'sign-up', loginId } });
    const app = new AuthenticatorApp(enrollment.provisioningUrl);
    const confirmation = await call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(clock.read()) },
    });
    return { app, enrollment, confirmation };
  };

  const signIn = async (loginId: string, app: AuthenticatorApp): Promise<Verification> => {
    clock.advance({ steps: 1 });
    return call('verify', { body: { loginId, code: app.codeAt(clock.read()) } });
  };

  const routes = kit.app.routes.map(({ method, path }) => `${method} ${path}`);
  const { inviteFirstAdministrator } = kit;
  return {
    clock,
    databaseUrl,
    routes,
    fetch,
    call,
    refused,
    signUp,
    signIn,
    inviteFirstAdministrator,
    stop,
  };
}

/** Addresses of a test network (RFC 2544 §C.2.2), each one once: budgets of addresses are for tests that listen. */
function addresses(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `198.${18 + ((count >> 16) & 1)}.${(count >> 8) & 255}.${count & 255}`;
  };
}

function presentHeaders(headers: Readonly<Record<string, string | undefined>>): Headers {
  const present = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) present.set(name, value);
  }
  return present;
}
