import { TotpError } from '@totp-kit/protocol/errors';
import { html, type TemplateResult } from 'lit';
import type { ConnectedElement } from './connected-element.ts';
import type { WayOn } from './endings/message-screen.ts';
import type { Notice } from './flow/notice.ts';
import { focusInside } from './focus-inside.ts';
import { areEndingsLost, endingsFor, loadEndings, type Endings } from './load-endings.ts';
import { answerEn } from './messages/answer-en.ts';
import { coreEn } from './messages/core-en.ts';
import { describeNotice } from './messages/describe-notice.ts';
import type { Words } from './screen-parts.ts';

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
  const { language } = element;
  const texts = language.in(answerEn);
  const words = describeNotice(notice, texts);
  if (words !== undefined) {
    return words === texts.invalid_code ? (language.own?.invalid_code ?? refusal ?? words) : words;
  }
  const endings = endingsFor(element);
  if (endings) {
    return endings.describeAnyNotice(notice, { ...texts, ...language.in(endings.endingEn) });
  }
  return areEndingsLost() ? texts.internal : undefined;
}

/** Whether the same request may succeed a moment later. */
export function mayPass(element: ConnectedElement, notice: Notice | undefined): boolean {
  if (!notice) return false;
  return endingsFor(element)?.isOutage(notice) ?? areEndingsLost();
}

/** How long trying again can't help, for the button; undefined where it can. */
export function wordWait(
  element: ConnectedElement,
  retryAt: number | undefined,
): string | undefined {
  const seconds = element.secondsUntil(retryAt);
  if (seconds === 0) return undefined;
  const { language } = element;
  return endingsFor(element)?.wordWait(language, seconds) ?? language.in(coreEn).tryAgain;
}

/** A screen that is loaded before it is needed. Until it is here there is none: a success must not look like a fault. */
export function renderEnding(
  element: ConnectedElement,
  render: (endings: Endings) => TemplateResult,
): TemplateResult {
  const endings = endingsFor(element);
  return endings ? render(endings) : html``;
}

/** The person goes on at a screen that may still be on its way. */
export async function focusEnding(element: ConnectedElement): Promise<void> {
  await loadEndings();
  await focusInside(element, '#title');
}

/** What stands in the way, unless the page takes care of it; words alone where its screen could not be loaded. */
export function renderFailure(
  element: ConnectedElement,
  error: TotpError,
  wayOn?: WayOn,
): TemplateResult {
  return element.hidesErrors || areEndingsLost()
    ? html`${wordNotice(element, error)}`
    : renderEnding(element, (endings) => endings.renderFailure(element, error, wayOn));
}
