import { html, nothing, type TemplateResult } from 'lit';
import type { CodeField } from '../../code-field/code-field.ts';
import type { Texts } from '../../language.ts';
import type { CoreMessages } from '../../messages/catalogue.ts';
import {
  onSubmit,
  renderCard,
  renderLink,
  renderLoginIdField,
  renderNotice,
  renderSubmit,
  type LoginIdFieldView,
  type Words,
} from '../../screen-parts.ts';
import { isAboutDigits, type CodeEntry } from './code-entry.ts';

export interface CodeView {
  readonly texts: Texts<CoreMessages>;
  readonly entry: CodeEntry;
  readonly field: CodeField;
  readonly label: string;
  /** What is wrong. */
  readonly words: Words | undefined;
}

/** The code field between its label and what there is to say about it. */
export function renderCode({ texts, entry, field, label, words }: CodeView): TemplateResult {
  const { hint } = field;
  return html`
    <div>
      <label class="field-label" part="label" for="code">${label}</label>
      ${field.render(entry.phase, isAboutDigits(entry.notice))}
      <p class="hint" part="hint" id="code-hint" role="status">${hint && texts[hint]}</p>
      ${renderNotice('code-notice', words)}
    </div>
  `;
}

export interface AnswerView extends CodeView {
  readonly submit: {
    readonly label: string;
    readonly waiting: string | undefined;
  };
  readonly onSubmit: () => void;
}

/** The form that confirms an enrollment. */
export function renderConfirmation(view: AnswerView): TemplateResult {
  return html`
    <form class="confirmation" novalidate @submit=${onSubmit(view.onSubmit)}>
      ${renderCode(view)} ${renderAnswer(view)}
    </form>
  `;
}

export interface FieldView extends AnswerView {
  /** Another field in place of the code's. */
  readonly otherField: TemplateResult | undefined;
  readonly otherWay: string;
  readonly onOtherWay: () => void;
}

/** A field of a page's form that may take a recovery code in place of a code. */
export function renderField(view: FieldView): TemplateResult {
  return html`${view.otherField ?? renderCode(view)} ${renderLink(view.otherWay, view.onOtherWay)}`;
}

export interface SignInView extends FieldView {
  readonly title: string;
  readonly intro: string;
  /** Left out where the page, a session or a ticket says who it is. */
  readonly loginId: Omit<LoginIdFieldView, 'texts' | 'isReadOnly'> | false;
}

/** The screen that signs people in. */
export function renderSignIn(view: SignInView): TemplateResult {
  const { texts, entry, title, intro, loginId, otherField } = view;
  return renderCard({
    texts,
    title,
    intro,
    content: html`
      <form novalidate @submit=${onSubmit(view.onSubmit)}>
        ${
          loginId
            ? renderLoginIdField({ ...loginId, texts, isReadOnly: entry.phase === 'checking' })
            : nothing
        }
        ${otherField ?? renderCode(view)} ${renderAnswer(view)}
        ${renderLink(view.otherWay, view.onOtherWay)}
      </form>
    `,
  });
}

function renderAnswer({ entry, submit }: AnswerView): TemplateResult {
  return renderSubmit({ ...submit, isBusy: entry.phase === 'checking' });
}
