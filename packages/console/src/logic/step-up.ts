import { TotpError } from '@totp-kit/protocol/errors';

/** Asks the administrator for a code. False: they would rather not. */
export type AskForCode = () => Promise<boolean>;

/** The administrator was asked for a code and gave none. Nothing was done. */
export class NotConfirmedError extends Error {
  override readonly name = 'NotConfirmedError';
}

/** Asks for a code where the server wants one first, and then goes on with the same request. */
export class StepUp {
  readonly #ask: AskForCode;
  #asking: Promise<boolean> | undefined;

  constructor(ask: AskForCode) {
    this.#ask = ask;
  }

  async run<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof TotpError) || error.code !== 'session_not_fresh') throw error;
    }
    // Requests that wait at the same time share one question.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    if (!(await this.#asking)) throw new NotConfirmedError();
    return request();
  }
}
