import type { TotpError } from '@totp-kit/protocol/errors';
import { html, type TemplateResult } from 'lit';
import { alertIcon, checkIcon, clockIcon } from './icons.ts';
import { describeNotice } from './messages/describe-notice.ts';
import { messages } from './messages/messages.ts';
import { onSubmit, renderCard, renderSubmit, type SubmitView } from './screen-parts.ts';
import { isMisconfiguration } from './site-fault.ts';

/* Screens that tell how something ended. */

export interface WayOn extends SubmitView {
  readonly onSubmit: () => void;
}

export interface MessageScreenView {
  readonly mood: 'success' | 'expired' | 'danger';
  readonly title: string;
  readonly text: TemplateResult | string;
  /** For the developers of the page. */
  readonly details?: string;
  readonly wayOn?: WayOn;
}

const moodIcons = { success: checkIcon, expired: clockIcon, danger: alertIcon };

export function renderMessageScreen(view: MessageScreenView): TemplateResult {
  const { mood, title, text, details, wayOn } = view;
  return renderCard({
    title,
    intro: text,
    ending: { mood, icon: moodIcons[mood] },
    content: html`
      ${
        details &&
        html`<p class="developers" lang="en" dir="ltr">
          <strong>${messages.forDevelopers}</strong>${details}
        </p>`
      }
      ${wayOn && html`<form @submit=${onSubmit(wayOn.onSubmit)}>${renderSubmit(wayOn)}</form>`}
    `,
  });
}

/** What stands in the way, for the visitor, and where only the developers can mend it, how. */
export function renderFailure(error: TotpError, wayOn?: WayOn): TemplateResult {
  const isOurs = isMisconfiguration(error);
  return renderMessageScreen({
    mood: 'danger',
    title: isOurs ? messages.misconfiguredTitle : messages.failedTitle,
    text: describeNotice(error, messages),
    ...(isOurs && { details: error.message }),
    ...(wayOn && { wayOn }),
  });
}
