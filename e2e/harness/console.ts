import type { Server } from 'node:http';
import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { createTotpKit, readConfig } from '@totp-kit/server';
import type { BrowserContext, Page } from 'playwright-core';
import { findFreePort, makeDataFolder } from './server.ts';

/** A server in this process, whose time the test moves and whose console it opens. */
export interface ConsoleServer extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: () => number;
  readonly advance: (milliseconds: number) => void;
  readonly inviteFirst: () => Promise<string>;
}

export async function startConsoleServer(env: Record<string, string> = {}): Promise<ConsoleServer> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await makeDataFolder());
  const port = await findFreePort();
  const environment = {
    PORT: String(port),
    DATABASE_URL: `sqlite:${folder.path}/totp-kit.db`,
    TOTP_KIT_ISSUER: 'Windowsill',
    ...env,
  };
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const config = readConfig(environment, () => {});
  const totpKit = await createTotpKit({ config, clock: now });
  stack.defer(() => totpKit.close());
  const server = createAdaptorServer({ fetch: totpKit.app.fetch }) as Server;
  server.listen(port, 'localhost');
  await once(server, 'listening');
  stack.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://localhost:${port}`,
    now,
    advance: (milliseconds) => (aheadMs += milliseconds),
    inviteFirst: async () => {
      const link = await totpKit.inviteFirstAdministrator();
      if (link === undefined) throw new Error('There is an administrator already.');
      return link;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export interface ConsoleVisit {
  readonly page: Page;
  /** What the policy refused, what the page threw, what it asked of other origins. */
  readonly complaints: string[];
}

/** Opens a page of the console, and notes everything that a browser has against it. */
export async function visitConsole(context: BrowserContext, url: string): Promise<ConsoleVisit> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  const { origin } = new URL(url);
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(`${origin}/`) && !/^(data|blob):/.test(target)) complaints.push(target);
  });
  await page.goto(url);
  return { page, complaints };
}
