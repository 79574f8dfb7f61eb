import type { Verification } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import type { SignInCredentials, TotpClient } from '../client/totp-client.ts';
import { Flow } from './flow.ts';
import { findCodeFault, findLoginIdFault, retryTime, toTotpError, type Notice } from './notice.ts';

/**
 * - `enter`: login ID and code are asked for. With `retryAt`, not before that time (milliseconds since the epoch).
 * - `verifying`: the server looks at them.
 * - `failed`: there is no server to ask.
 * - `done`: signed in.
 */
export type VerifyStep =
  | { readonly name: 'enter'; readonly notice?: Notice; readonly retryAt?: number | undefined }
  | { readonly name: 'verifying' }
  | { readonly name: 'failed'; readonly error: TotpError }
  | { readonly name: 'done'; readonly verification: Verification };

export interface VerifyFlowOptions {
  /** Whom to ask, or why there is nobody to ask. */
  readonly client: TotpClient | TotpError;
  readonly clock?: Clock;
}

/** Signing in with a login ID and a code. */
export class VerifyFlow extends Flow<VerifyStep> {
  readonly #options: VerifyFlowOptions;
  readonly #clock: Clock;

  constructor(options: VerifyFlowOptions) {
    super({ name: 'enter' });
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Says at once when there is no server to ask. */
  start(): void {
    const { client } = this.#options;
    if (client instanceof TotpError) this.enter({ name: 'failed', error: client });
  }

  /** Asks the server. Does nothing while an answer or a waiting time is outstanding. */
  async submit({ loginId, code }: SignInCredentials): Promise<void> {
    const { client } = this.#options;
    if (this.step.name !== 'enter' || this.step.retryAt || client instanceof TotpError) return;
    const notice = findLoginIdFault(loginId) ?? findCodeFault(code);
    if (notice) return this.enter({ name: 'enter', notice });

    this.enter({ name: 'verifying' });
    try {
      const verification = await client.verify({ loginId: loginId.trim(), code });
      this.enter({ name: 'done', verification });
    } catch (reason) {
      this.#refuse(toTotpError(reason));
    }
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    if (this.step.name !== 'enter' || !this.step.notice) return;
    this.enter({ name: 'enter', retryAt: this.step.retryAt });
  }

  #refuse(error: TotpError): void {
    const retryAt = retryTime(error, this.#clock.now());
    this.enter({ name: 'enter', notice: error, retryAt });
    if (retryAt === undefined) return;
    this.#clock.after(retryAt - this.#clock.now(), () => this.enter({ name: 'enter' }));
  }
}
