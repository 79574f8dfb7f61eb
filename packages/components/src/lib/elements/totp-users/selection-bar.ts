import { html, type TemplateResult } from 'lit';
import {
  bulkTaskKinds,
  mayDo,
  type UserPermissions,
  type UserTaskKind,
} from '../../flow/users/user-tasks.ts';
import { closeIcon } from './users-icons.ts';
import type { Format } from './format.ts';
import { nameTask } from './task-words.ts';
import { fill, type UsersTexts } from './texts.ts';

export interface SelectionBarView {
  readonly texts: UsersTexts;
  readonly format: Format;
  readonly count: number;
  readonly permissions: UserPermissions;
  readonly onTask: (kind: UserTaskKind) => void;
  readonly onClear: () => void;
}

/** What stands in place of the header line while users are selected. */
export function renderSelectionBar(view: SelectionBarView): TemplateResult {
  const { texts, format, count, permissions, onTask, onClear } = view;
  const label = fill(texts.usersSelected, { count: format.number(count) });
  return html`
    <div class="bar" part="selection-bar" role="group" aria-label=${label}>
      <button
        class="icon-button"
        type="button"
        aria-label=${texts.usersDeselect}
        title=${texts.usersDeselect}
        @click=${onClear}
      >
        ${closeIcon}
      </button>
      <span class="bar-count" role="status">${label}</span>
      <div class="bar-tasks">
        ${bulkTaskKinds
          .filter((kind) => mayDo(kind, permissions))
          .map(
            (kind) => html`
              <button
                class="button quiet ${kind === 'delete-totp' ? 'danger' : ''}"
                part="task"
                type="button"
                @click=${() => onTask(kind)}
              >
                ${nameTask(kind, texts)}
              </button>
            `,
          )}
      </div>
    </div>
  `;
}
