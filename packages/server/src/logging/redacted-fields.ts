import { redactedError } from '../redaction/redacted-error.ts';

/** Longer texts are cut: what somebody sends does not fill the log. */
const maxCharacters = 8192;
/** What is redacted before the cut, so that no secret is cut in two and not known again. */
const maxRead = 2 * maxCharacters;
const maxDepth = 5;
const maxEntries = 50;

/** Fields whose value is a secret, whatever it looks like. */
const secretNames =
  /^(?:authorization|(?:set-?)?cookie|passw(?:or)?d|pwd|secret|recovery_?codes?|management_?key|(?:access|refresh|browser)_?token|totp_kit_(?:keys|management_key))$/i;
const sixDigits = /^[0-9]{6}$/;

type Redact = (text: string) => string;

/** The fields of a log line without secrets: texts and errors redacted as deep as they go, bytes left out. */
export function redactedFields(fields: object, redact: Redact): object {
  const shortened: Redact = (text) => shorten(text, redact);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      redactedField(name, value, [shortened, 0]),
    ]),
  );
}

function redactedField(name: string, value: unknown, [redact, depth]: [Redact, number]): unknown {
  const isSecret =
    (secretNames.test(name) && value !== undefined) ||
    (name === 'code' && sixDigits.test(String(value)));
  return isSecret ? '[redacted]' : redactedValue(value, redact, depth);
}

function redactedValue(value: unknown, redact: Redact, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return redact(value);
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : redactedObject(value, redact, depth);
    case 'number':
    case 'boolean':
      return value;
    default:
      return undefined;
  }
}

function redactedObject(value: object, redact: Redact, depth: number): unknown {
  if (value instanceof Error) return redactedError(value, redact);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= maxDepth) return '[more]';
  if (Array.isArray(value)) {
    return value.slice(0, maxEntries).map((item) => redactedValue(item, redact, depth + 1));
  }
  const entries = Object.entries(value).slice(0, maxEntries);
  return Object.fromEntries(
    entries.map(([name, item]) => [redact(name), redactedField(name, item, [redact, depth + 1])]),
  );
}

function shorten(text: string, redact: Redact): string {
  const redacted = redact(text.slice(0, maxRead));
  return redacted.length > maxCharacters ? `${redacted.slice(0, maxCharacters)}…` : redacted;
}
