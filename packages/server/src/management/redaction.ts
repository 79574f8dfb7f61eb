/* An error may be logged whole, and whatever answers may echo what it was sent. */

/** Takes a secret out of texts and errors. */
export class Redaction {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  text(text: string): string {
    return text.replaceAll(this.#secret, '[management key]');
  }

  /** What an error says: libraries hang the whole request on theirs. */
  error(error: unknown, depth = 0): Error | undefined {
    if (typeof error !== 'object' || error === null || depth > maxDepth) return undefined;
    const { name, message, code, cause } = error as Readonly<Record<string, unknown>>;
    const copy = new Error(this.text(textOf(message)), { cause: this.error(cause, depth + 1) });
    copy.name = this.text(textOf(name) || 'Error');
    const safeCode = typeof code === 'string' ? this.text(code) : code;
    return typeof safeCode === 'string' || typeof safeCode === 'number'
      ? Object.assign(copy, { code: safeCode })
      : copy;
  }
}

/** `fetch failed` has the reason in its cause, and that sometimes in its own. */
const maxDepth = 3;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
