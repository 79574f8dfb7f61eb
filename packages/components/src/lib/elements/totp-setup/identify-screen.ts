import { html, type TemplateResult } from 'lit';
import { isAboutLoginId } from '../../about-login-id.ts';
import type { Notice } from '../../flow/notice.ts';
import type { Texts } from '../../language.ts';
import type { CoreMessages, EnrollmentMessages } from '../../messages/catalogue.ts';
import {
  onSubmit,
  renderCard,
  renderLoginIdField,
  renderNotice,
  renderSubmit,
  type SubmitView,
  type Words,
} from '../../screen-parts.ts';

export interface IdentifyScreenView extends SubmitView {
  readonly texts: Texts<CoreMessages & EnrollmentMessages>;
  readonly loginId: string;
  readonly notice: Notice | undefined;
  /** What is said to the notice. */
  readonly words: Words | undefined;
  readonly onInput: (loginId: string) => void;
  readonly onSubmit: () => void;
}

/** The screen that asks for the login ID of a new account. */
export function renderIdentifyScreen(view: IdentifyScreenView): TemplateResult {
  const { texts, loginId, notice, words, isBusy, onInput } = view;
  const isBesideField = isAboutLoginId(notice);
  return renderCard({
    texts,
    title: texts.identifyTitle,
    intro: texts.identifyIntro,
    content: html`
      <form novalidate @submit=${onSubmit(view.onSubmit)}>
        <div>
          ${renderLoginIdField({
            texts,
            value: loginId,
            notice: isBesideField ? words : undefined,
            isReadOnly: isBusy,
            hint: texts.loginIdHint,
            onInput,
          })}
          ${renderNotice('form-notice', isBesideField ? undefined : words)}
        </div>
        ${renderSubmit(view)}
      </form>
    `,
  });
}
