import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon, clockIcon, spinnerIcon } from './icons.ts';
import type { Texts } from './language.ts';
import type { CoreMessages } from './messages/catalogue.ts';

/* Pieces that several screens are made of. */

/** What can stand where text does. */
export type Words = TemplateResult | string;

export interface CardView {
  readonly texts: Texts<object>;
  readonly title: Words;
  readonly intro: Words;
  readonly content?: TemplateResult | undefined;
  readonly isBusy?: boolean;
  /** Something has ended; a picture above the title says how. */
  readonly ending?: { readonly mood: string; readonly badge: TemplateResult };
}

/** A whole screen. Its title can take the focus. */
export function renderCard(view: CardView): TemplateResult {
  const { texts, title, intro, content, isBusy, ending } = view;
  return html`
    <div
      class="card ${ending ? 'message' : ''}"
      part="screen"
      dir=${texts.direction ?? nothing}
      role="group"
      aria-labelledby="title"
      aria-busy=${isBusy ?? false}
    >
      ${ending?.badge}
      <h2 id="title" part="title" tabindex="-1">${title}</h2>
      <p class="intro" part="intro" role=${ending?.mood === 'danger' ? 'alert' : nothing}>
        ${intro}
      </p>
      ${content}
    </div>
  `;
}

export interface SubmitView {
  readonly label: string;
  readonly isBusy: boolean;
  /** How long trying again can't help: the button says so instead. */
  readonly waiting?: string | undefined;
}

/** The one button of a form. It never gets `disabled`, which would lose the focus. */
export function renderSubmit({ label, isBusy, waiting }: SubmitView): TemplateResult {
  return html`
    <button
      class="button wide ${isBusy ? 'busy' : ''} ${waiting ? 'waiting' : ''}"
      part="submit"
      type="submit"
      aria-disabled=${isBusy || waiting !== undefined}
    >
      ${waiting ? clockIcon : nothing}
      <span class="label">${waiting ?? label}</span>
      ${isBusy ? spinnerIcon : nothing}
    </button>
  `;
}

/** What went wrong, beside what it is about. The box stays, so that screen readers hear what comes into it. */
export function renderNotice(id: string, text: Words | undefined): TemplateResult {
  return html`<p class="notice ${text ? 'shown' : ''}" part="notice" id=${id} role="alert">
    ${text ? html`${alertIcon}<span>${text}</span>` : nothing}
  </p>`;
}

/** One of the ways beside the one next thing. */
export function renderLink(label: string, onClick: () => void): TemplateResult {
  return html`<button class="link" part="link" type="button" @click=${onClick}>${label}</button>`;
}

export interface LoginIdFieldView {
  readonly texts: Texts<CoreMessages>;
  readonly value: string;
  /** What is wrong with it. */
  readonly notice: Words | undefined;
  readonly isReadOnly: boolean;
  readonly hint?: string;
  readonly onInput: (value: string) => void;
}

export function renderLoginIdField(view: LoginIdFieldView): TemplateResult {
  const { texts, value, notice, isReadOnly, hint, onInput } = view;
  return html`
    <div class="field">
      <label for="login-id">${texts.loginId}</label>
      <input
        id="login-id"
        part="login-id"
        type="text"
        name="username"
        autocomplete="username"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        dir="auto"
        required
        .value=${value}
        @input=${(event: InputEvent) => onInput(valueOf(event))}
        ?readonly=${isReadOnly}
        aria-invalid=${notice !== undefined}
        aria-describedby=${hint ? 'login-id-hint login-id-notice' : 'login-id-notice'}
      />
      ${hint ? html`<p class="hint" id="login-id-hint">${hint}</p>` : nothing}
      ${renderNotice('login-id-notice', notice)}
    </div>
  `;
}

export function valueOf({ target }: InputEvent): string {
  return target instanceof HTMLInputElement ? target.value : '';
}

/** Puts a login ID into a sentence, whatever direction either is written in. */
export function withLoginId(sentence: string, loginId: string): TemplateResult {
  const [before, after] = sentence.split('{loginId}');
  return html`${before}<bdi>${loginId}</bdi>${after}`;
}

/** Takes what a form submits: no page is left for it. */
export function onSubmit(submit: () => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    submit();
  };
}
