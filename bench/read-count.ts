/** A whole number of an option. @throws Error that names the option */
export function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`${option}: "${text}" is not a whole number above 0.`);
}
