import { html, type TemplateResult } from 'lit';
import type { ListedPage } from '../../flow/users/user-list.ts';
import type { UsersTexts } from './texts.ts';

export interface PagerView {
  readonly texts: UsersTexts;
  readonly page: ListedPage;
  /** Which users are shown, and of how many. */
  readonly range: string;
  readonly onNext: () => void;
  readonly onPrevious: () => void;
}

/** Which users are shown, and the way to the others. The buttons stay where they are, and keep the focus. */
export function renderPager({ texts, page, range, onNext, onPrevious }: PagerView): TemplateResult {
  const isLast = page.nextCursor === undefined;
  return html`
    <nav class="pager" part="pager" aria-label=${texts.usersPages}>
      <span class="range" role="status">${range}</span>
      <button
        class="button quiet"
        part="previous"
        type="button"
        aria-disabled=${!page.hasPrevious}
        @click=${() => {
          if (page.hasPrevious) onPrevious();
        }}
      >
        ${texts.usersPrevious}
      </button>
      <button
        class="button quiet"
        part="next"
        type="button"
        aria-disabled=${isLast}
        @click=${() => {
          if (!isLast) onNext();
        }}
      >
        ${texts.usersNext}
      </button>
    </nav>
  `;
}
