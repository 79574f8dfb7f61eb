import { redactedError } from '../redaction/redacted-error.ts';

/** Takes the management key out of texts and errors: one may be logged whole, and whatever answers may echo it. */
export class Redaction {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  text(text: string): string {
    return text.replaceAll(this.#secret, '[management key]');
  }

  /** What an error says. */
  error(error: unknown): Error | undefined {
    return redactedError(error, (text) => this.text(text));
  }
}
