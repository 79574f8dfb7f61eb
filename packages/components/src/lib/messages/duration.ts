const secondsPerMinute = 60;
const secondsPerHour = 3600;

/** A waiting time in words, in the largest unit that still says enough: "30 seconds", "2 minutes", "1 hour". */
export function describeDuration(seconds: number, locale: string): string {
  if (seconds <= 90) return inUnit(Math.max(1, Math.ceil(seconds)), 'second', locale);
  if (seconds <= 90 * secondsPerMinute) {
    return inUnit(Math.ceil(seconds / secondsPerMinute), 'minute', locale);
  }
  return inUnit(Math.ceil(seconds / secondsPerHour), 'hour', locale);
}

function inUnit(amount: number, unit: string, locale: string): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  try {
    return new Intl.NumberFormat(locale, options).format(amount);
  } catch {
    // What a page calls a language need not be one.
    return new Intl.NumberFormat('en', options).format(amount);
  }
}
