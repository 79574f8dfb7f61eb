import { TotpError } from '@totp-kit/protocol/errors';

export interface StepUpOptions {
  /** Asks the administrator for a code. False: there will be none. */
  readonly ask: () => Promise<boolean>;
  /** Who is there now, in which role. Undefined: nobody. */
  readonly identify: () => string | undefined;
}

/** The administrator was asked for a code and gave none. Nothing was done. */
export class NotConfirmedError extends Error {
  override readonly name = 'NotConfirmedError';
}

/** Who asked for it was signed out before it was done. It is not sent in the name of anybody else. */
export class AskerGoneError extends Error {
  override readonly name = 'AskerGoneError';
}

/** Asks for a code where the server wants one first, and then goes on with the same request, for who began it. */
export class StepUp {
  readonly #options: StepUpOptions;
  #asking: Promise<boolean> | undefined;

  constructor(options: StepUpOptions) {
    this.#options = options;
  }

  async run<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    const asker = this.#options.identify();
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof TotpError) || error.code !== 'session_not_fresh') throw error;
    }
    this.#expect(asker);
    // Requests that wait at the same time share one question.
    this.#asking ??= this.#options.ask().finally(() => (this.#asking = undefined));
    const isConfirmed = await this.#asking;
    this.#expect(asker);
    if (!isConfirmed) throw new NotConfirmedError();
    return request();
  }

  #expect(asker: string | undefined): void {
    if (this.#options.identify() !== asker) throw new AskerGoneError();
  }
}
