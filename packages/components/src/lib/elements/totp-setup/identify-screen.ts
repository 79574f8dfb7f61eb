import { html, type TemplateResult } from 'lit';
import type { Notice } from '../../flow/notice.ts';
import { describeNotice, isAboutLoginId } from '../../messages/describe-notice.ts';
import { messages } from '../../messages/messages.ts';
import {
  onSubmit,
  renderCard,
  renderLoginIdField,
  renderNotice,
  renderSubmit,
} from '../../screen-parts.ts';
import { isOutage } from '../../site-fault.ts';

export interface IdentifyScreenView {
  readonly loginId: string;
  readonly notice: Notice | undefined;
  readonly isBusy: boolean;
  readonly waitSeconds: number;
  readonly onInput: (loginId: string) => void;
  readonly onSubmit: () => void;
}

/** The screen that asks for the login ID of a new account. */
export function renderIdentifyScreen(view: IdentifyScreenView): TemplateResult {
  const { loginId, notice, isBusy, waitSeconds, onInput } = view;
  const text = notice && describeNotice(notice, messages);
  const isBesideField = notice !== undefined && isAboutLoginId(notice);
  return renderCard({
    title: messages.identifyTitle,
    intro: messages.identifyIntro,
    content: html`
      <form novalidate @submit=${onSubmit(view.onSubmit)}>
        <div>
          ${renderLoginIdField({
            value: loginId,
            notice: isBesideField ? text : undefined,
            isReadOnly: isBusy,
            hint: messages.loginIdHint,
            onInput,
          })}
          ${renderNotice('form-notice', isBesideField ? undefined : text)}
        </div>
        ${renderSubmit({
          label: isOutage(notice) ? messages.tryAgain : messages.identifySubmit,
          isBusy,
          waitSeconds,
        })}
      </form>
    `,
  });
}
