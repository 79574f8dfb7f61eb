const codeLength = 6;

/** What became of something typed or pasted into the code field. */
export interface ReadCode {
  /** At most six ASCII digits. */
  readonly digits: string;
  /** Whether something other than digits, spaces and dashes was left out. */
  readonly hadOthers: boolean;
  /** Whether there were more than six digits. */
  readonly hadMore: boolean;
}

/** Reads the digits of any script; spaces, dashes and invisible marks between them mean nothing. */
export function readCode(text: string): ReadCode {
  let digits = '';
  let hadOthers = false;
  // NFKC turns full-width and styled digits into ASCII.
  for (const character of text.normalize('NFKC')) {
    if (/\p{Nd}/u.test(character)) digits += digitValue(character);
    else if (!/[\s\p{Z}\p{Pd}\p{Cf}]/u.test(character)) hadOthers = true;
  }
  return { digits: digits.slice(0, codeLength), hadOthers, hadMore: digits.length > codeLength };
}

/** Unicode encodes the ten digits of a script in a row, from zero on (Core Specification §4.6), and some rows adjoin. */
function digitValue(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let distance = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - distance - 1))) distance += 1;
  return distance % 10;
}
