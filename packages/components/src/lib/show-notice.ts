import { TotpError } from '@totp-kit/protocol/errors';
import { html, type TemplateResult } from 'lit';
import type { ConnectedElement } from './connected-element.ts';
import type { Notice } from './flow/notice.ts';
import type { Texts } from './language.ts';
import { currentTrouble, loadTrouble } from './load-trouble.ts';
import { renderMessageScreen, type WayOn } from './message-screen.ts';
import { answerEn } from './messages/answer-en.ts';
import type { AnswerMessages, TroubleMessages } from './messages/catalogue.ts';
import { describeNotice } from './messages/describe-notice.ts';
import type { Words } from './screen-parts.ts';
import { isMisconfiguration } from './site-fault.ts';

interface NoticeOptions {
  /** Whether the page takes care of errors. What was mistyped, the element says all the same. */
  readonly hidesErrors?: boolean;
  /** What is said to a code or recovery code that the server refuses. */
  readonly refusal?: string | undefined;
}

/** What an element says to a notice: the page's own element for this error, its words, or nothing. */
export function wordNotice(
  element: ConnectedElement,
  notice: Notice | undefined,
  { hidesErrors = element.hidesErrors, refusal }: NoticeOptions = {},
): Words | undefined {
  if (!notice) return undefined;
  const slot = `error-${notice instanceof TotpError ? notice.code : notice}`;
  if (element.ownScreens.has(slot)) return html`<slot name=${slot}></slot>`;
  if (hidesErrors && notice instanceof TotpError) return undefined;
  return describe(element, notice, refusal);
}

/** The words for a notice. Those for a rare one are loaded first; until then there are none. */
export function describe(
  element: ConnectedElement,
  notice: Notice,
  refusal?: string,
): string | undefined {
  const texts = textsOf(element);
  const words = describeNotice(notice, texts);
  if (words === texts.invalid_code) return element.language.own?.invalid_code ?? refusal ?? words;
  return words ?? (hasTrouble(element) ? texts.internal : undefined);
}

/** Whether all there is to say is here, or can't be had. */
function hasTrouble(element: ConnectedElement): boolean {
  const isHere = currentTrouble() !== undefined;
  if (!isHere) void loadTrouble().then(() => element.requestUpdate());
  return isHere;
}

/** A screen that says what stands in the way, and where only the developers can mend it, how. */
export function renderFailure(
  element: ConnectedElement,
  error: TotpError,
  wayOn?: WayOn,
): TemplateResult {
  if (element.hidesErrors) return html`${wordNotice(element, error)}`;
  const texts = textsOf(element);
  const trouble = currentTrouble();
  const isOurs = isMisconfiguration(error) && hasTrouble(element) && typeof trouble === 'object';
  return renderMessageScreen({
    texts,
    mood: 'danger',
    title: (isOurs ? texts.misconfiguredTitle : undefined) ?? texts.failedTitle,
    text: wordNotice(element, error) ?? '',
    details: isOurs
      ? trouble.renderForDevelopers(element.language.in(trouble.troubleEn), error.message)
      : undefined,
    wayOn,
  });
}

function textsOf(element: ConnectedElement): Texts<AnswerMessages & Partial<TroubleMessages>> {
  const trouble = currentTrouble();
  return element.language.in({
    ...answerEn,
    ...(typeof trouble === 'object' && trouble.troubleEn),
  });
}
