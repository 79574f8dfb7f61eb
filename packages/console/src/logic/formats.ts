/** The words are English, so are the times between them, in the order that the reader is used to. */
const locale = navigator.languages.find((name) => name.startsWith('en')) ?? 'en-GB';

const numbers = new Intl.NumberFormat(locale);
const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const hours = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const relativeTimes = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const steps = [
  { unit: 'second', ms: 1000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 30 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000, below: 365 * 86_400_000 },
  { unit: 'year', ms: 365 * 86_400_000, below: Infinity },
] as const;

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** To the second, as lists of events need it. */
export function formatTime(time: string | number): string {
  return times.format(new Date(time));
}

export function formatHour(time: number): string {
  return hours.format(time);
}

export function formatDay(time: number): string {
  return days.format(time);
}

/** As "3 hours ago". */
export function formatRelative(time: string, now: number): string {
  const deltaMs = Date.parse(time) - now;
  const step = steps.find(({ below }) => Math.abs(deltaMs) < below) ?? steps[0];
  return relativeTimes.format(Math.trunc(deltaMs / step.ms), step.unit);
}

/** As "1:05". */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Cuts what somebody typed to a length that a page can show. */
export function shorten(text: string, maxLength = 120): string {
  const characters = Array.from(text);
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : text;
}
