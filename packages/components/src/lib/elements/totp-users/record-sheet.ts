import { TotpError } from '@totp-kit/protocol/errors';
import type { AuditEvent, ManagedUser } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { RecordPart, RecordStep, UserRecord } from '../../flow/users/record-flow.ts';
import { isHeldBack, type UserTaskKind } from '../../flow/users/user-tasks.ts';
import type { Texts } from '../../language.ts';
import type { OwnMessages } from '../../messages/catalogue.ts';
import type { actorEn } from '../../messages/event-en.ts';
import { describeFault } from './describe-fault.ts';
import type { Format } from './format.ts';
import { onCancel, onClosed } from './modal.ts';
import type { MenuItem } from './row-menu.ts';
import { fillIsolated, fillWith, type UsersTexts } from './texts.ts';
import { closeIcon } from './users-icons.ts';
import { renderStatus } from './users-table.ts';

export interface RecordView {
  readonly texts: UsersTexts;
  readonly eventTexts: Texts<Readonly<Partial<Record<AuditEvent['action'], string>>>>;
  readonly actorTexts: Texts<Readonly<Record<keyof typeof actorEn, string>>>;
  readonly own: OwnMessages | undefined;
  readonly format: Format;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly step: RecordStep;
  readonly itemsOf: (user: ManagedUser) => readonly MenuItem[];
  readonly onTask: (kind: UserTaskKind, user: ManagedUser) => void;
  readonly onMore: () => void;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** What there is to know of one user, beside the table. */
export function renderRecord(view: RecordView): TemplateResult {
  const { texts, step, onClose } = view;
  return html`
    <dialog
      id="record"
      class="sheet"
      part="record"
      aria-labelledby="record-title"
      @cancel=${onCancel(onClose)}
      @close=${onClosed(onClose)}
    >
      ${
        step.name === 'closed'
          ? nothing
          : html`
              <div class="sheet-head">
                <h2 id="record-title" part="title" tabindex="-1">
                  <bdi class="foreign">${step.user.loginId}</bdi>
                </h2>
                <button
                  class="icon-button"
                  type="button"
                  aria-label=${texts.usersClose}
                  @click=${onClose}
                >
                  ${closeIcon}
                </button>
              </div>
              ${renderBody(step, view)}
            `
      }
    </dialog>
  `;
}

function renderBody(
  step: Exclude<RecordStep, { name: 'closed' }>,
  view: RecordView,
): TemplateResult {
  const { texts, own, onReload } = view;
  if (step.name === 'loading') return html`<p role="status">${texts.usersRecordLoading}</p>`;
  if (step.name === 'failed') {
    return html`
      <p role="alert">${describeFault(step.error, { texts, own })}</p>
      <button class="button quiet" type="button" @click=${onReload}>${texts.usersTryAgain}</button>
    `;
  }
  return html`
    ${renderTasks(step.user, view)} ${renderDetails(step.user, view)}
    ${renderAuthenticators(step.user, view)} ${renderSessions(step, view)}
    ${renderBrowsers(step, view)} ${renderTimeline(step, view)}
  `;
}

function renderTasks(
  user: ManagedUser,
  { texts, itemsOf, onTask }: RecordView,
): TemplateResult | typeof nothing {
  const items = itemsOf(user).filter(({ isEnabled }) => isEnabled);
  if (items.length === 0) return nothing;
  return html`
    <div class="tasks" role="group" aria-label=${texts.usersActions}>
      ${items.map(
        ({ kind, label }) => html`
          <button
            class="button quiet ${kind.startsWith('delete') ? 'danger' : ''}"
            part="task"
            type="button"
            @click=${() => onTask(kind, user)}
          >
            ${label}
          </button>
        `,
      )}
    </div>
  `;
}

function renderDetails(user: ManagedUser, view: RecordView): TemplateResult {
  const { texts, format, now } = view;
  const foreign = (text: string | undefined): unknown =>
    text === undefined ? undefined : html`<bdi class="foreign">${text}</bdi>`;
  const { waitingUntil } = user;
  const isWaiting = waitingUntil !== undefined && Date.parse(waitingUntil) > now;
  const rows: readonly (readonly [string, unknown])[] = [
    [texts.usersStatus, renderStatus(user, view)],
    [texts.usersWaitingUntil, isWaiting ? format.exact(waitingUntil) : undefined],
    [texts.usersName, foreign(user.name)],
    [texts.usersEmail, foreign(user.email)],
    [texts.usersPhone, foreign(user.phone)],
    [texts.usersVerified, user.loginIdVerified ? texts.usersIsVerified : texts.usersIsNotVerified],
    [texts.usersSignIn, user.signIn === 'direct' ? texts.usersDirect : texts.usersTicket],
    [texts.usersRecoveryCodes, format.number(user.recoveryCodesLeft)],
    [
      texts.usersLastSignIn,
      user.lastSignInAt === undefined ? texts.usersNever : format.exact(user.lastSignInAt),
    ],
    [texts.usersCreated, format.exact(user.createdAt)],
    [texts.usersChanged, format.exact(user.changedAt)],
    [texts.usersUserId, html`<code translate="no">${user.userId}</code>`],
  ];
  return html`
    <section aria-labelledby="record-details">
      <h3 id="record-details">${texts.usersDetails}</h3>
      ${
        user.isStopped && isHeldBack(user, now)
          ? html`<p class="hint">${texts.usersStoppedUntil}</p>`
          : nothing
      }
      <dl part="details">
        ${rows.map(([term, value]) =>
          value === undefined
            ? nothing
            : html`<div>
                <dt>${term}</dt>
                <dd>${value}</dd>
              </div>`,
        )}
      </dl>
    </section>
  `;
}

function renderAuthenticators({ authenticators }: ManagedUser, view: RecordView): TemplateResult {
  const { texts, format } = view;
  return renderPart(authenticators, {
    ...{ view, id: 'authenticators', title: texts.usersAuthenticators },
    empty: texts.usersNoAuthenticators,
    renderItem: ({ label, createdAt, lastUsedAt }) => html`
      <bdi class="foreign">${label ?? texts.usersUnnamed}</bdi>
      <span class="hint">
        ${fillWith(texts.usersAdded, 'time', format.time(createdAt))},
        ${
          lastUsedAt === undefined
            ? texts.usersUnused
            : fillWith(texts.usersUsed, 'time', format.time(lastUsedAt))
        }
      </span>
    `,
  });
}

function renderSessions({ sessions }: UserRecord, view: RecordView): TemplateResult {
  const { texts, format } = view;
  return renderPart(sessions, {
    ...{ view, id: 'sessions', title: texts.usersSessions, empty: texts.usersNoSessions },
    renderItem: ({ createdAt, expiresAt }) => html`
      <span>${fillWith(texts.usersSession, 'time', format.time(createdAt))}</span>
      <span class="hint">${fillWith(texts.usersEnds, 'time', format.time(expiresAt))}</span>
    `,
  });
}

function renderBrowsers({ browsers }: UserRecord, view: RecordView): TemplateResult {
  const { texts, format } = view;
  return renderPart(browsers, {
    ...{ view, id: 'browsers', title: texts.usersBrowsers, empty: texts.usersNoBrowsers },
    renderItem: ({ createdAt, expiresAt }) => html`
      <span>${fillWith(texts.usersBrowser, 'time', format.time(createdAt))}</span>
      <span class="hint">${fillWith(texts.usersEnds, 'time', format.time(expiresAt))}</span>
    `,
  });
}

function renderTimeline({ timeline }: UserRecord, view: RecordView): TemplateResult {
  const { texts, own, onMore } = view;
  const { events, error, nextCursor, isLoading } = timeline;
  return html`
    ${renderPart(events, {
      ...{ view, id: 'timeline', title: texts.usersTimeline },
      empty: error ? '' : texts.usersNoEvents,
      renderItem: (event) => renderEvent(event, view),
    })}
    ${error ? html`<p role="alert">${describeFault(error, { texts, own })}</p>` : nothing}
    ${
      nextCursor === undefined
        ? nothing
        : html`<button
            class="button quiet"
            part="more"
            type="button"
            aria-disabled=${isLoading}
            @click=${onMore}
          >
            ${isLoading ? texts.usersRecordLoading : texts.usersMore}
          </button>`
    }
  `;
}

function renderEvent(event: AuditEvent, view: RecordView): TemplateResult {
  const { texts, eventTexts, actorTexts, format } = view;
  const { action, actor, actorName, clientAddress, reason } = event;
  const word = actorTexts[`actor${capitalize(actor)}`];
  const by = actorName === undefined ? word : html`${word} <bdi class="foreign">${actorName}</bdi>`;
  return html`
    <span>${eventTexts[action]}</span>
    <span class="hint">
      ${format.time(event.at)}, ${fillWith(texts.usersBy, 'actor', by)}
      ${
        clientAddress === undefined
          ? nothing
          : fillIsolated(texts.usersFrom, 'address', clientAddress)
      }
    </span>
    ${
      reason === undefined
        ? nothing
        : html`<span class="hint">${fillIsolated(texts.usersBecause, 'reason', reason)}</span>`
    }
  `;
}

function capitalize<Word extends string>(word: Word): Capitalize<Word> {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}` as Capitalize<Word>;
}

interface PartView<Item> {
  readonly view: RecordView;
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly renderItem: (item: Item) => TemplateResult;
}

function renderPart<Item>(
  part: RecordPart<Item>,
  { view, id, title, empty, renderItem }: PartView<Item>,
): TemplateResult {
  const { texts, own } = view;
  return html`
    <section aria-labelledby="record-${id}">
      <h3 id="record-${id}">${title}</h3>
      ${
        part instanceof TotpError
          ? html`<p class="hint">${describeFault(part, { texts, own })}</p>`
          : part.length === 0
            ? html`<p class="hint">${empty}</p>`
            : html`<ul class="items" part="items">
                ${part.map((item) => html`<li>${renderItem(item)}</li>`)}
              </ul>`
      }
    </section>
  `;
}
