import type { ManagedUser } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Selection } from '../../flow/users/selection.ts';
import type { UserView } from '../../flow/users/user-list.ts';
import { fallingIcon, risingIcon } from './users-icons.ts';
import type { Format } from './format.ts';
import type { MenuItem, RowMenu } from './row-menu.ts';
import { isSearching } from './users-toolbar.ts';
import { fill, type UsersTexts } from './texts.ts';
import { isHeldBack, type UserTaskKind } from '../../flow/users/user-tasks.ts';

export type Column = 'loginId' | 'createdAt' | 'lastSignInAt';

export interface TableView {
  readonly texts: UsersTexts;
  readonly format: Format;
  readonly view: UserView;
  readonly users: readonly ManagedUser[];
  readonly isBusy: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** None where nothing may be done to users. */
  readonly actions: RowActions | undefined;
  readonly onSort: (column: Column) => void;
  readonly onOpen: (user: ManagedUser) => void;
}

export interface RowActions {
  readonly selection: Selection;
  readonly menu: RowMenu;
  readonly itemsOf: (user: ManagedUser) => readonly MenuItem[];
  readonly onSelect: (users: readonly ManagedUser[]) => void;
  readonly onDeselect: (users: readonly ManagedUser[]) => void;
  readonly onTask: (kind: UserTaskKind, user: ManagedUser) => void;
}

interface Heading {
  readonly name: string;
  readonly label: keyof UsersTexts;
  readonly column?: Column;
}

const headings: readonly Heading[] = [
  { name: 'login-id', label: 'usersLoginId', column: 'loginId' },
  { name: 'name', label: 'usersName' },
  { name: 'status', label: 'usersStatus' },
  { name: 'sign-in', label: 'usersSignIn' },
  { name: 'authenticators', label: 'usersAuthenticators' },
  { name: 'recovery', label: 'usersRecoveryCodes' },
  { name: 'last-sign-in', label: 'usersLastSignIn', column: 'lastSignInAt' },
  { name: 'created', label: 'usersCreated', column: 'createdAt' },
];

/**
 * The table. Where there is no room for columns it is shown as cards, which would end its being a table for screen
 * readers: hence the roles.
 */
export function renderTable(view: TableView): TemplateResult {
  const { texts, users, isBusy, actions } = view;
  return html`
    <table part="table" role="table" aria-label=${texts.users} aria-busy=${isBusy}>
      <thead>
        <tr role="row">
          ${actions ? renderSelectAll(view, actions) : nothing}
          ${headings.map((heading) => renderHeading(heading, view))}
          ${
            actions
              ? html`<th class="menu-cell" role="columnheader" scope="col">
                  <span class="unseen">${texts.usersActions}</span>
                </th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody>
        ${repeat(
          users,
          ({ userId }) => userId,
          (user, index) =>
            renderRow(user, { view, opensUp: index > 4 && index >= users.length - 8 }),
        )}
      </tbody>
    </table>
  `;
}

function renderSelectAll({ texts, users }: TableView, actions: RowActions): TemplateResult {
  const { selection, onSelect, onDeselect } = actions;
  const among = selection.among(users);
  return html`
    <th class="select-cell" role="columnheader" scope="col">
      <label class="check">
        <input
          type="checkbox"
          id="select-page"
          aria-label=${texts.usersSelectPage}
          .checked=${live(among === 'all')}
          .indeterminate=${live(among === 'some')}
          @change=${() => (among === 'all' ? onDeselect(users) : onSelect(users))}
        />
        <span class="card-only" aria-hidden="true">${texts.usersSelectPage}</span>
      </label>
    </th>
  `;
}

function renderHeading({ name, label, column }: Heading, view: TableView): TemplateResult {
  const { texts, actions, onSort } = view;
  const text = texts[label] ?? '';
  if (!column) return html`<th class=${name} role="columnheader" scope="col">${text}</th>`;
  const isOff = isSearching(view.view);
  const order = isOff ? undefined : orderOf(column, view.view.sort);
  // While the selection bar lies over them, nobody shall come to them by keys.
  const isCovered = (actions?.selection.size ?? 0) > 0;
  const arrow = order === 'descending' ? fallingIcon : risingIcon;
  return html`
    <th class="${name} sortable" role="columnheader" scope="col" aria-sort=${order ?? nothing}>
      ${
        isCovered
          ? text
          : html`<button
              class="sort"
              part="sort"
              type="button"
              aria-disabled=${isOff}
              aria-describedby=${isOff ? 'search-order' : nothing}
              @click=${() => {
                if (!isOff) onSort(column);
              }}
            >
              ${text}${order ? arrow : nothing}
            </button>`
      }
    </th>
  `;
}

function orderOf(column: Column, sort: string): 'ascending' | 'descending' | undefined {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : undefined;
}

function renderRow(
  user: ManagedUser,
  { view, opensUp }: { readonly view: TableView; readonly opensUp: boolean },
): TemplateResult {
  const { texts, format, actions, onOpen } = view;
  const isSelected = actions?.selection.has(user.userId) ?? false;
  const cell = (name: string, content: unknown): TemplateResult => {
    const label = headings.find((heading) => heading.name === name)?.label ?? 'usersName';
    return html`<td class=${name} role="cell">
      <span class="card-only label" aria-hidden="true">${texts[label]}</span>
      <span class="value">${content}</span>
    </td>`;
  };
  return html`
    <tr role="row" part="row" class=${isSelected ? 'selected' : ''}>
      ${actions ? renderSelect(user, { texts, actions, isSelected }) : nothing}
      <th class="login-id" role="rowheader" scope="row">
        <button
          class="link"
          part="login-id"
          type="button"
          title=${user.loginId}
          @click=${() => onOpen(user)}
        >
          <bdi>${user.loginId}</bdi>
        </button>
      </th>
      ${cell('name', user.name ? html`<bdi title=${user.name}>${user.name}</bdi>` : '')}
      ${cell('status', renderStatus(user, view))}
      ${cell('sign-in', user.signIn === 'direct' ? texts.usersDirect : texts.usersTicket)}
      ${cell('authenticators', format.number(user.authenticators.length))}
      ${cell('recovery', format.number(user.recoveryCodesLeft))}
      ${cell(
        'last-sign-in',
        user.lastSignInAt === undefined ? texts.usersNever : format.time(user.lastSignInAt),
      )}
      ${cell('created', format.time(user.createdAt))}
      ${actions ? renderMenu(user, { texts, actions, opensUp }) : nothing}
    </tr>
  `;
}

function renderSelect(
  user: ManagedUser,
  {
    texts,
    actions,
    isSelected,
  }: { readonly texts: UsersTexts; readonly actions: RowActions; readonly isSelected: boolean },
): TemplateResult {
  return html`
    <td class="select-cell" role="cell">
      <label class="check">
        <input
          type="checkbox"
          aria-label=${fill(texts.usersSelect, { loginId: user.loginId })}
          .checked=${live(isSelected)}
          @change=${() => (isSelected ? actions.onDeselect([user]) : actions.onSelect([user]))}
        />
      </label>
    </td>
  `;
}

function renderMenu(
  user: ManagedUser,
  {
    texts,
    actions,
    opensUp,
  }: { readonly texts: UsersTexts; readonly actions: RowActions; readonly opensUp: boolean },
): TemplateResult {
  return html`
    <td class="menu-cell" role="cell">
      ${actions.menu.render({
        userId: user.userId,
        label: fill(texts.usersMenu, { loginId: user.loginId }),
        opensUp,
        items: actions.itemsOf(user),
        onChoose: (kind) => actions.onTask(kind, user),
      })}
    </td>
  `;
}

/** Whether they can sign in: at all, and now. */
export function renderStatus(
  user: ManagedUser,
  { texts, now }: Pick<TableView, 'texts' | 'now'>,
): TemplateResult {
  const isEnabled = user.status === 'enabled';
  if (isEnabled && isHeldBack(user, now)) {
    const word = user.isStopped ? texts.usersStopped : texts.usersWaiting;
    return html`<span class="tag danger">${word}</span>`;
  }
  return html`
    <span class="tag ${isEnabled ? 'success' : ''}"
      >${isEnabled ? texts.usersEnabled : texts.usersDisabled}</span
    >
  `;
}
