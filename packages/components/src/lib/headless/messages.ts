import type { Notice } from '../flow/notice.ts';
import { answerEn } from '../messages/answer-en.ts';
import type { Messages } from '../messages/catalogue.ts';
import { coreEn } from '../messages/core-en.ts';
import { describeAnyNotice } from '../messages/describe-any-notice.ts';
import { endingEn } from '../messages/ending-en.ts';
import { enrollmentEn } from '../messages/enrollment-en.ts';
import { flowEn } from '../messages/flow-en.ts';
import { keyEn } from '../messages/key-en.ts';
import * as languages from '../messages/languages.ts';
import { ownMessagesOf } from '../messages/own-messages.ts';
import { recoveryEn } from '../messages/recovery-en.ts';

/** Everything that a screen says, in one language. */
export interface SpokenMessages extends Messages {
  /** The language that numbers and durations belong to. */
  readonly locale: string;
}

const en: Messages = {
  ...coreEn,
  ...answerEn,
  ...enrollmentEn,
  ...keyEn,
  ...recoveryEn,
  ...flowEn,
  ...endingEn,
};

/**
 * The messages of a language (BCP 47, such as `de` or `pt-BR`), with what `setMessages` puts in their place. A language
 * that totp-kit does not know, or that cannot be loaded now, is English.
 */
export async function loadMessages(language: string): Promise<SpokenMessages> {
  const messages = await Promise.resolve(languages.loadMessages(language)).catch(() => undefined);
  const own = ownMessagesOf(language);
  const locale = messages || own ? languages.primaryLanguage(language) : 'en';
  return { ...en, ...messages, ...own, locale };
}

/** What a notice says to the person. */
export function describeNotice(notice: Notice, messages: SpokenMessages): string {
  return describeAnyNotice(notice, messages);
}
