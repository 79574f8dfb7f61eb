import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../../language.ts';
import type { CoreMessages, FlowMessages } from '../../messages/catalogue.ts';
import {
  onSubmit,
  renderCard,
  renderLoginIdField,
  renderSubmit,
  type Words,
} from '../../screen-parts.ts';

export interface ChooseScreenView {
  readonly texts: Texts<CoreMessages & FlowMessages>;
  readonly loginId: string;
  /** The page knows the login ID. */
  readonly isKnown: boolean;
  /** What is wrong with it. */
  readonly words: Words | undefined;
  /** The server tells which way the login ID goes. */
  readonly decides: boolean;
  readonly isBusy: boolean;
  readonly onInput: (loginId: string) => void;
  readonly onChoose: (way?: 'sign-in' | 'sign-up') => void;
}

/** The screen that asks who somebody is, and where only they may say it, whether they have set up before. */
export function renderChooseScreen(view: ChooseScreenView): TemplateResult {
  const { texts, loginId, isKnown, words, decides, isBusy, onInput, onChoose } = view;
  return renderCard({
    texts,
    title: texts.chooseTitle,
    intro: texts.chooseIntro,
    content: html`
      <form novalidate @submit=${onSubmit(() => onChoose(decides ? undefined : 'sign-in'))}>
        ${
          isKnown
            ? nothing
            : renderLoginIdField({
                texts,
                value: loginId,
                notice: words,
                isReadOnly: isBusy,
                onInput,
              })
        }
        ${renderSubmit({
          label: decides ? texts.goOn : texts.chooseSignIn,
          isBusy,
        })}
        ${
          decides
            ? nothing
            : html`<button
                class="button wide second"
                part="second"
                type="button"
                @click=${() => onChoose('sign-up')}
              >
                ${texts.chooseSignUp}
              </button>`
        }
      </form>
    `,
  });
}
