import { html, type TemplateResult } from 'lit';

const secondsPerMinute = 60;
const units = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', secondsPerMinute],
] as const;

/** Numbers and times as a language writes them. */
export class Format {
  readonly #locale: string;
  readonly #now: number;

  /** `now` is in milliseconds since the epoch. */
  constructor(locale: string, now: number) {
    // What a page calls a language need not be one.
    this.#locale = isLocale(locale) ? locale : 'en';
    this.#now = now;
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#locale).format(value);
  }

  /** A time as people say it: "3 hours ago". */
  relative(timestamp: string): string {
    const seconds = (Date.parse(timestamp) - this.#now) / 1000;
    const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
    const amount = unit === 'second' ? 0 : Math.trunc(seconds / length);
    return new Intl.RelativeTimeFormat(this.#locale, { numeric: 'auto' }).format(amount, unit);
  }

  /** Date and time, in the time zone of the browser. */
  exact(timestamp: string): string {
    const options = { dateStyle: 'medium', timeStyle: 'medium' } as const;
    return new Intl.DateTimeFormat(this.#locale, options).format(Date.parse(timestamp));
  }

  /** A time in words, with the exact one behind it. */
  time(timestamp: string): TemplateResult {
    return html`<time datetime=${timestamp} dir="auto" title=${this.exact(timestamp)}
      >${this.relative(timestamp)}</time
    >`;
  }
}

function isLocale(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
