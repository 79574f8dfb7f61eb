import type { ManagedUser } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';
import { html, nothing, type TemplateResult } from 'lit';
import type { Selection } from '../../flow/users/selection.ts';
import type { ListedPage, UserFilters, UserListStep } from '../../flow/users/user-list.ts';
import type { UserPermissions, UserTaskKind } from '../../flow/users/user-tasks.ts';
import type { OwnMessages } from '../../messages/catalogue.ts';
import { alertIcon, clockIcon } from '../../icons.ts';
import { describeFault } from './describe-fault.ts';
import type { Format } from './format.ts';
import type { MenuItem, RowMenu } from './row-menu.ts';
import { renderSelectionBar } from './selection-bar.ts';
import { fill, type UsersTexts } from './texts.ts';
import { peopleIcon, searchIcon } from './users-icons.ts';
import { renderPager } from './users-pager.ts';
import { renderTable, type Column } from './users-table.ts';
import { renderToolbar } from './users-toolbar.ts';

export interface ListScreenView {
  readonly texts: UsersTexts;
  readonly own: OwnMessages | undefined;
  readonly format: Format;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly fault: TotpError | undefined;
  readonly step: UserListStep | undefined;
  readonly message: TemplateResult | string | undefined;
  readonly isSignedOut: boolean;
  readonly permissions: UserPermissions;
  readonly selection: Selection;
  readonly menu: RowMenu;
  readonly itemsOf: (user: ManagedUser) => readonly MenuItem[];
  readonly onSearch: (text: string) => void;
  readonly onNarrow: (filters: UserFilters) => void;
  readonly onClear: () => void;
  readonly onSort: (column: Column) => void;
  readonly onNext: () => void;
  readonly onPrevious: () => void;
  readonly onReload: () => void;
  readonly onOpen: (user: ManagedUser) => void;
  readonly onSelect: (users: readonly ManagedUser[]) => void;
  readonly onDeselect: (users: readonly ManagedUser[]) => void;
  readonly onDeselectAll: () => void;
  /** For one user, or for everybody who is selected. */
  readonly onTask: (kind: UserTaskKind, user?: ManagedUser) => void;
}

/** The table with what belongs to it, or what is to be said in its place. */
export function renderListScreen(view: ListScreenView): TemplateResult {
  const { texts, own, step, fault, isSignedOut, onReload } = view;
  if (isSignedOut) {
    return renderInstead(clockIcon, {
      title: texts.usersSignedOutTitle,
      text: texts.usersSignedOutText,
    });
  }
  const error = fault ?? (step?.name === 'failed' ? step.error : undefined);
  if (!step || fault) {
    return renderInstead(alertIcon, {
      title: texts.usersFailedTitle,
      text: error ? describeFault(error, { texts, own }) : texts.usersLoading,
    });
  }
  return html`
    ${renderToolbar({ ...view, view: step.view })}
    <p class="message" part="message" role="status">${view.message}</p>
    ${
      error
        ? renderInstead(alertIcon, {
            title: texts.usersFailedTitle,
            text: describeFault(error, { texts, own }),
            button: { label: texts.usersTryAgain, onClick: onReload },
          })
        : renderList(step, view)
    }
  `;
}

function renderList(step: UserListStep, view: ListScreenView): TemplateResult {
  const { texts, selection, permissions, menu, format } = view;
  const { page } = step;
  if (!page) return html`<p class="waiting" role="status">${texts.usersLoading}</p>`;
  if (page.users.length === 0 && !page.hasPrevious) return renderEmpty(step, view);
  const mayAct = permissions.role !== 'viewer';
  return html`
    <div class="list">
      ${
        mayAct && selection.size > 0
          ? renderSelectionBar({
              ...{ texts, format, permissions, count: selection.size },
              onTask: view.onTask,
              onClear: view.onDeselectAll,
            })
          : nothing
      }
      ${renderTable({
        ...view,
        view: step.view,
        users: page.users,
        isBusy: step.name === 'loading',
        actions: mayAct ? { ...view, selection, menu } : undefined,
      })}
    </div>
    ${renderPager({ ...view, page, range: wordRange(page, view) })}
  `;
}

function wordRange(page: ListedPage, { texts, format }: ListScreenView): string {
  const { firstNumber, users, total, totalIsExact } = page;
  return fill(totalIsExact ? texts.usersRange : texts.usersRangeOfMany, {
    from: format.number(Math.min(firstNumber, total)),
    to: format.number(firstNumber + users.length - 1),
    total: format.number(total),
  });
}

function renderEmpty({ view: asked }: UserListStep, view: ListScreenView): TemplateResult {
  const { texts, onClear } = view;
  const isNarrowed = asked.search.trim() !== '' || Object.keys(asked.filters).length > 0;
  return isNarrowed
    ? renderInstead(searchIcon, {
        title: texts.usersNothingFound,
        text: texts.usersNothingFoundText,
        button: { label: texts.usersClear, onClick: onClear },
      })
    : renderInstead(peopleIcon, { title: texts.usersEmptyTitle, text: texts.usersEmptyText });
}

interface Instead {
  readonly title: string;
  readonly text: string;
  readonly button?: { readonly label: string; readonly onClick: () => void };
}

function renderInstead(
  picture: TemplateResult<2>,
  { title, text, button }: Instead,
): TemplateResult {
  return html`
    <div class="instead" part="screen" role="status">
      <span class="picture">${picture}</span>
      <h2 part="title">${title}</h2>
      <p>${text}</p>
      ${
        button
          ? html`<button class="button quiet" part="submit" type="button" @click=${button.onClick}>
              ${button.label}
            </button>`
          : nothing
      }
    </div>
  `;
}
