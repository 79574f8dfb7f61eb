import { html, nothing, type TemplateResult } from 'lit';
import type { Own, SentWish } from '../../flow/authenticators-step.ts';
import type { Texts } from '../../language.ts';
import type { AuthenticatorsMessages } from '../../messages/catalogue.ts';
import {
  onSubmit,
  renderCard,
  renderLink,
  renderNotice,
  renderSubmit,
  valueOf,
  type Words,
} from '../../screen-parts.ts';
import { nameOf } from './authenticator-list.ts';
import { withDate, withLabel } from './fill-in.ts';

/** The longest name that a server takes. */
const labelMaxLength = 64;

const moment: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short' };

export interface WishScreenView {
  readonly texts: Texts<AuthenticatorsMessages>;
  readonly wish: SentWish;
  readonly own: Own;
  /** The name that is in the field now. */
  readonly label: string;
  /** What went wrong. */
  readonly words: Words | undefined;
  readonly isBusy: boolean;
  readonly onInput: (label: string) => void;
  readonly onConfirm: () => void;
  readonly onReplace: () => void;
  readonly onCancel: () => void;
}

/** The screen that says what a wish comes to, and takes the word for it. */
export function renderWishScreen(view: WishScreenView): TemplateResult {
  const { texts, wish, isBusy, words, onCancel } = view;
  const { title, intro, submit, isDanger, onConfirm } = describeWish(view);
  return renderCard({
    texts,
    title,
    intro,
    isBusy,
    content: html`
      <form class=${isDanger ? 'danger' : ''} novalidate @submit=${onSubmit(onConfirm)}>
        ${wish.name === 'renaming' ? renderLabelField(view) : renderNotice('wish-notice', words)}
        ${renderSubmit({ label: submit, isBusy })} ${renderLink(texts.ownCancel, onCancel)}
      </form>
    `,
  });
}

interface WishWords {
  readonly title: Words;
  readonly intro: Words;
  readonly submit: string;
  /** Something ends that does not come back. */
  readonly isDanger: boolean;
  readonly onConfirm: () => void;
}

function describeWish(view: WishScreenView): WishWords {
  const { texts, wish, own, onConfirm, onReplace } = view;
  switch (wish.name) {
    case 'renaming':
      return {
        title: texts.ownRenameTitle,
        intro: texts.ownRenameIntro,
        submit: texts.ownSave,
        isDanger: false,
        onConfirm,
      };
    case 'removing': {
      const name = nameOf(wish.authenticator, texts);
      const isLast = own.authenticators.length === 1;
      return {
        title: withLabel(isLast ? texts.ownLastTitle : texts.ownRemoveTitle, name),
        intro: isLast ? texts.ownLastText : texts.ownRemoveText,
        submit: isLast ? texts.ownReplace : texts.ownRemove,
        isDanger: !isLast,
        onConfirm: isLast ? onReplace : onConfirm,
      };
    }
    case 'renewing':
      return {
        title: texts.ownRenewTitle,
        intro: texts.ownRenewText,
        submit: texts.ownRenew,
        isDanger: true,
        onConfirm,
      };
    case 'ending-session': {
      const { createdAt } = wish.session;
      const view = { locale: texts.locale, options: moment };
      return {
        title: texts.ownEndSessionTitle,
        intro: html`${withDate(texts.ownSessionSince, createdAt, view)}<br />${texts.ownEndSessionText}`,
        submit: texts.ownEndSession,
        isDanger: true,
        onConfirm,
      };
    }
    case 'forgetting':
      return {
        title: texts.ownForgetTitle,
        intro: texts.ownForgetText,
        submit: texts.ownForget,
        isDanger: true,
        onConfirm,
      };
  }
}

function renderLabelField(view: WishScreenView): TemplateResult {
  const { texts, label, words, isBusy, onInput } = view;
  return html`
    <div class="field">
      <label for="label">${texts.ownLabel}</label>
      <input
        id="label"
        part="label"
        type="text"
        name="label"
        autocomplete="off"
        dir="auto"
        required
        maxlength=${labelMaxLength}
        .value=${label}
        @input=${(event: InputEvent) => onInput(valueOf(event))}
        ?readonly=${isBusy}
        aria-invalid=${words !== undefined}
        aria-describedby=${words === undefined ? nothing : 'label-notice'}
      />
      ${renderNotice('label-notice', words)}
    </div>
  `;
}
