/** `fetch failed` has the reason in its cause, and that sometimes in its own. */
const maxDepth = 4;

const maxErrors = 10;

/**
 * A copy of an error with what it says redacted: name, message, code, stack, causes and the errors of an
 * `AggregateError`. What else libraries hang on theirs, such as the whole request, is left behind.
 * @returns undefined for what is no object
 */
export function redactedError(
  error: unknown,
  redact: (text: string) => string,
  depth = 0,
): Error | undefined {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return undefined;
  const { name, message, code, stack, cause, errors } = error as Readonly<Record<string, unknown>>;
  const inner = redactedError(cause, redact, depth + 1);
  const copy = new Error(redact(textOf(message)), inner && { cause: inner });
  copy.name = redact(textOf(name) || 'Error');
  copy.stack = redact(textOf(stack) || `${copy.name}: ${copy.message}`);
  if (typeof code === 'string') Object.assign(copy, { code: redact(code) });
  if (typeof code === 'number') Object.assign(copy, { code });
  if (Array.isArray(errors)) {
    const copies = errors.slice(0, maxErrors).map((one) => redactedError(one, redact, depth + 1));
    Object.assign(copy, { errors: copies.filter((one) => one !== undefined) });
  }
  return copy;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
