import { html, nothing, type TemplateResult } from 'lit';
import type { UserFilters, UserView } from '../../flow/users/user-list.ts';
import { renderLink, valueOf } from '../../screen-parts.ts';
import { searchIcon } from './users-icons.ts';
import type { UsersTexts } from './texts.ts';

export interface ToolbarView {
  readonly texts: UsersTexts;
  readonly view: UserView;
  readonly onSearch: (text: string) => void;
  readonly onNarrow: (filters: UserFilters) => void;
  readonly onClear: () => void;
}

/** A filter that is on or off; some exclude each other, because they are values of one thing. */
interface Chip {
  readonly label: keyof UsersTexts;
  readonly filter: UserFilters;
}

const chips: readonly Chip[] = [
  { label: 'usersFilterEnabled', filter: { status: 'enabled' } },
  { label: 'usersFilterDisabled', filter: { status: 'disabled' } },
  { label: 'usersFilterWithTotp', filter: { totp: 'true' } },
  { label: 'usersFilterWithoutTotp', filter: { totp: 'false' } },
  { label: 'usersFilterWaiting', filter: { waiting: 'true' } },
  { label: 'usersFilterNeverSignedIn', filter: { neverSignedIn: 'true' } },
  { label: 'usersFilterDirect', filter: { signIn: 'direct' } },
  { label: 'usersFilterTicket', filter: { signIn: 'ticket' } },
];

/** Search and filters. */
export function renderToolbar({
  texts,
  view,
  onSearch,
  onNarrow,
  onClear,
}: ToolbarView): TemplateResult {
  const isNarrowed = view.search.trim() !== '' || Object.keys(view.filters).length > 0;
  return html`
    <div class="toolbar" part="toolbar">
      <search class="search" part="search">
        ${searchIcon}
        <input
          id="search"
          type="search"
          maxlength="254"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          dir="auto"
          aria-label=${texts.usersSearch}
          aria-keyshortcuts="/"
          aria-describedby=${isSearching(view) ? 'search-order' : nothing}
          placeholder=${texts.usersSearchHint}
          .value=${view.search}
          @input=${(event: InputEvent) => onSearch(valueOf(event))}
        />
        <kbd aria-hidden="true">/</kbd>
      </search>
      <div class="chips" role="group" aria-label=${texts.usersFilters}>
        ${chips.map((chip) => renderChip(chip, { texts, view, onNarrow }))}
        ${isNarrowed ? renderLink(texts.usersClear, onClear) : nothing}
      </div>
      <p class="hint" id="search-order" ?hidden=${!isSearching(view)}>${texts.usersSearchOrder}</p>
    </div>
  `;
}

export function isSearching({ search }: UserView): boolean {
  return search.trim() !== '';
}

function renderChip(
  { label, filter }: Chip,
  { texts, view, onNarrow }: Pick<ToolbarView, 'texts' | 'view' | 'onNarrow'>,
): TemplateResult {
  const [[name, value] = ['', '']] = Object.entries(filter);
  const isOn = Object.entries(view.filters).some(([set, to]) => set === name && to === value);
  return html`
    <button
      class="chip"
      part="chip"
      type="button"
      aria-pressed=${isOn}
      @click=${() => onNarrow(isOn ? { [name]: undefined } : filter)}
    >
      ${texts[label]}
    </button>
  `;
}
