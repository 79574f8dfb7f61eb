import type { Language } from '../language.ts';
import { describeDuration } from '../messages/duration.ts';
import { endingEn } from '../messages/ending-en.ts';

/** A waiting time in a sentence, such as "Try again in 30 seconds". */
export function wordWait(language: Language, seconds: number): string {
  const { tryAgainIn, locale } = language.in(endingEn);
  return tryAgainIn.replace('{duration}', describeDuration(seconds, locale));
}
