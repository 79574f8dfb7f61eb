import type { Clock, ConsoleClient } from '@totp-kit/components/console.js';
import type { ManagementClient } from '@totp-kit/components/management.js';
import type { TotpClient } from '@totp-kit/components/client.js';
import type { SessionKeeper } from './session-keeper.ts';
import type { StepUp } from './step-up.ts';

export interface ConsoleContextOptions {
  readonly client: ConsoleClient;
  readonly management: ManagementClient;
  /** Whom the elements on the pages ask; over HTTP unless given. */
  readonly signIn?: TotpClient;
  readonly keeper: SessionKeeper;
  readonly stepUp: StepUp;
  readonly clock: Clock;
  /** The URL of the console, which the elements take for their server. */
  readonly server: string;
}

/** What every view has at hand. */
export class ConsoleContext {
  readonly client: ConsoleClient;
  readonly management: ManagementClient;
  readonly signIn: TotpClient | undefined;
  readonly keeper: SessionKeeper;
  readonly clock: Clock;
  readonly server: string;
  readonly #stepUp: StepUp;

  constructor(options: ConsoleContextOptions) {
    this.client = options.client;
    this.management = options.management;
    this.signIn = options.signIn;
    this.keeper = options.keeper;
    this.clock = options.clock;
    this.server = options.server;
    this.#stepUp = options.stepUp;
  }

  /** Asks the server; for a code first where it wants one. When nobody is signed in any more, the sign-in comes up. */
  async ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#stepUp.run(request);
    } catch (error) {
      this.keeper.notice(error);
      throw error;
    }
  }
}
