import type { TotpClient } from '@totp-kit/components/client.js';
import type { Clock, ConsoleClient, ConsoleClients } from '@totp-kit/components/console.js';
import type { ManagementClient } from '@totp-kit/components/management.js';
import { ConsolePaths } from './routes.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { AskerGoneError, type StepUp } from './step-up.ts';

export interface ConsoleContextOptions {
  readonly keeper: SessionKeeper;
  readonly stepUp: StepUp;
  readonly clock: Clock;
  /** The URL of the console, which the elements take for their server. */
  readonly server: string;
}

export interface PageContextOptions extends ConsoleContextOptions {
  /** Whom signing in and invitations ask; over HTTP unless given. */
  readonly signIn?: TotpClient;
  /** Clients that ask in the name of this administrator for good, whoever signs in later. */
  readonly connect: (administratorId: string) => ConsoleClients;
}

/** What the page has at hand, whoever is signed in. */
export class PageContext {
  readonly keeper: SessionKeeper;
  readonly clock: Clock;
  readonly server: string;
  readonly paths: ConsolePaths;
  readonly signIn: TotpClient | undefined;
  readonly #options: PageContextOptions;

  constructor(options: PageContextOptions) {
    this.keeper = options.keeper;
    this.clock = options.clock;
    this.server = options.server;
    this.paths = new ConsolePaths(options.server);
    this.signIn = options.signIn;
    this.#options = options;
  }

  /** What the views of this administrator have at hand. */
  as(administratorId: string): ConsoleContext {
    const clients = this.#options.connect(administratorId);
    return new ConsoleContext({ ...this.#options, ...clients, administratorId });
  }
}

/** What every view has at hand: all of it in the name of the administrator whose view it is, or not at all. */
export class ConsoleContext {
  readonly client: ConsoleClient;
  readonly management: ManagementClient;
  readonly signIn: TotpClient;
  readonly clock: Clock;
  readonly server: string;
  readonly paths: ConsolePaths;
  readonly #keeper: SessionKeeper;
  readonly #stepUp: StepUp;
  readonly #administratorId: string;

  constructor(
    options: ConsoleContextOptions & ConsoleClients & { readonly administratorId: string },
  ) {
    this.client = options.client;
    this.management = options.management;
    this.signIn = options.signIn;
    this.clock = options.clock;
    this.server = options.server;
    this.paths = new ConsolePaths(options.server);
    this.#keeper = options.keeper;
    this.#stepUp = options.stepUp;
    this.#administratorId = options.administratorId;
  }

  /**
   * Asks the server; for a code first where it wants one. When nobody is signed in any more, the sign-in comes up.
   * Throws an `AskerGoneError` without asking where somebody else or nobody is signed in by now.
   */
  async ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    if (!this.#isHere) throw new AskerGoneError();
    try {
      return await this.#stepUp.run(request);
    } catch (error) {
      this.notice(error);
      throw error;
    }
  }

  /** Takes an error of any request. What one administrator was refused says nothing about the next one's session. */
  notice(error: unknown): void {
    if (this.#isHere) this.#keeper.notice(error);
  }

  get #isHere(): boolean {
    return this.#keeper.who?.user.userId === this.#administratorId;
  }
}
