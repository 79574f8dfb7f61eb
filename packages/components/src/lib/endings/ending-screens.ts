import type { ErrorCode, TotpError } from '@totp-kit/protocol/errors';
import { html, type TemplateResult } from 'lit';
import type { ConnectedElement } from '../connected-element.ts';
import type { Texts } from '../language.ts';
import { endingEn } from '../messages/ending-en.ts';
import type { EndingMessages } from '../messages/catalogue.ts';
import { withLoginId } from '../screen-parts.ts';
import { wordNotice } from '../show-notice.ts';
import { isMisconfiguration } from '../site-fault.ts';
import { renderMessageScreen, type WayOn } from './message-screen.ts';

export type { WayOn };

/** What starting again can't change. */
const finalErrors: readonly ErrorCode[] = [
  'server_missing',
  'ticket_invalid',
  'unauthenticated',
  'session_not_fresh',
  'sign_up_closed',
  'forbidden',
  'login_id_taken',
];

/** What a person is through with. */
type Success = 'signed-in' | 'verified' | 'set-up';

/** The screen after the right code. */
export function renderSuccess(
  { language }: ConnectedElement,
  success: Success,
  loginId: string,
): TemplateResult {
  const texts = language.in(endingEn);
  const { title, text } = {
    'signed-in': { title: texts.signedInTitle, text: texts.signedInText },
    verified: { title: texts.verifiedTitle, text: texts.verifiedText },
    'set-up': { title: texts.setupDoneTitle, text: texts.setupDoneText },
  }[success];
  return renderMessageScreen({
    texts,
    mood: 'success',
    title,
    text: text.includes('{loginId}') ? withLoginId(text, loginId) : text,
  });
}

/** The confirmation had worked, but its answer was lost. */
export function renderWasSetUp({ language }: ConnectedElement): TemplateResult {
  const texts = language.in(endingEn);
  return renderMessageScreen({
    texts,
    mood: 'success',
    title: texts.setupWasDoneTitle,
    text: texts.enrollment_confirmed,
  });
}

/** After the right code, for whom it signed in or only confirmed; what a ticket signs in to is the site's to say. */
export function renderVerified(
  element: ConnectedElement & { readonly action: string; readonly ticket: string | undefined },
  loginId: string,
): TemplateResult {
  const isConfirmed = element.ticket || element.action === 'step-up';
  return renderSuccess(element, isConfirmed ? 'verified' : 'signed-in', loginId);
}

/** The enrollment has ended unconfirmed. */
export function renderExpired({ language }: ConnectedElement, wayOn: WayOn): TemplateResult {
  const texts = language.in(endingEn);
  return renderMessageScreen({
    texts,
    mood: 'expired',
    title: texts.expiredTitle,
    text: texts.expiredText,
    wayOn: { ...wayOn, label: texts.startAgain },
  });
}

/** What stands in the way, and where only the developers of the page can mend it, how. */
export function renderFailure(
  element: ConnectedElement,
  error: TotpError,
  wayOn?: WayOn,
): TemplateResult {
  const texts = element.language.in(endingEn);
  const isOurs = isMisconfiguration(error);
  return renderMessageScreen({
    texts,
    mood: 'danger',
    title: isOurs ? texts.misconfiguredTitle : texts.failedTitle,
    text: wordNotice(element, error) ?? '',
    details: isOurs ? renderForDevelopers(texts, error) : undefined,
    wayOn: finalErrors.includes(error.code) ? undefined : wayOn,
  });
}

function renderForDevelopers(texts: Texts<EndingMessages>, { message }: TotpError): TemplateResult {
  return html`<p class="developers" lang="en" dir="ltr">
    <strong>${texts.forDevelopers}</strong>${message}
  </p>`;
}
