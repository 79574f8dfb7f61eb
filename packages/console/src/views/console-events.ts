import type { AuditEvent, EventAction, ListEventsQuery } from '@totp-kit/protocol';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { anyEvent, toEventQuery, type EventFilter } from '../logic/event-filter.ts';
import { ConsoleView } from '../parts/console-view.ts';
import { renderFault, renderText, renderTime } from '../parts/texts.ts';
import { actionNames, eventsWords as words } from '../words/events.ts';
import { EventExport } from './event-export.ts';
import { nameOf, renderActor, renderEventsTable } from './events-table.ts';

const actions = Object.keys(actionNames) as EventAction[];

/** What happened: filtered, page by page, with details, and as a file. */
export class ConsoleEventsElement extends ConsoleView {
  static override styles = [
    ...ConsoleView.styles,
    css`
      .details {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 8px 16px;
        margin: 0;
      }

      .details dt {
        color: var(--_muted);
      }

      .details dd {
        margin: 0;
        overflow-wrap: anywhere;
      }

      .pages {
        display: flex;
        gap: 8px;
        margin-block-start: 12px;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    filter: { state: true },
    filterFault: { state: true },
    events: { state: true },
    nextCursor: { state: true },
    isFirstPage: { state: true },
    shown: { state: true },
  };

  private filter: EventFilter = anyEvent;
  private filterFault: string | undefined;
  private events: readonly AuditEvent[] = [];
  private nextCursor: string | undefined;
  private isFirstPage = true;
  /** Whose details are shown. */
  private shown: AuditEvent | undefined;

  #query: ListEventsQuery = {};
  readonly #export = new EventExport(this, () => ({ context: this.context, query: this.#query }));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#export.stop();
  }

  protected override async fetchContent(): Promise<void> {
    await this.#fetchPage(undefined);
  }

  async #fetchPage(cursor: string | undefined): Promise<void> {
    const { management } = this.context;
    const page = await this.context.ask(() =>
      management.listEvents({ ...this.#query, ...(cursor && { cursor }) }),
    );
    this.events = page.events;
    this.nextCursor = page.nextCursor;
    this.isFirstPage = cursor === undefined;
    this.renderRoot.querySelector('.frame')?.scrollTo({ top: 0 });
  }

  protected override render(): TemplateResult {
    return html`
      ${this.#renderFilters()} ${this.renderState()}
      ${this.isLoaded ? html`${this.#renderTable()} ${this.#export.render()}` : nothing}
      ${this.shown ? this.#renderDetails(this.shown) : nothing}
    `;
  }

  #renderFilters(): TemplateResult {
    const { filter } = this;
    return html`
      <form class="bar" role="search" aria-label=${words.filters} @submit=${this.#onFind}>
        <div class="field">
          <label for="action">${words.action}</label>
          <select id="action" name="action" .value=${filter.action}>
            <option value="">${words.anyAction}</option>
            ${actions.map((action) => html`<option value=${action}>${actionNames[action]}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="user">${words.user}</label>
          <input
            id="user"
            name="user"
            autocomplete="off"
            spellcheck="false"
            dir="auto"
            maxlength="254"
            placeholder=${words.userHint}
            .value=${filter.user}
          />
        </div>
        <div class="field">
          <label for="from">${words.from}</label>
          <input id="from" name="from" type="date" .value=${filter.from} />
        </div>
        <div class="field">
          <label for="to">${words.to}</label>
          <input id="to" name="to" type="date" .value=${filter.to} />
        </div>
        <button class="button" type="submit">${words.find}</button>
        ${
          filter === anyEvent
            ? nothing
            : html`<button class="button quiet" type="button" @click=${() => this.#find(anyEvent)}>
                ${words.clear}
              </button>`
        }
      </form>
      ${renderFault(this.filterFault)}
    `;
  }

  #renderTable(): TemplateResult {
    if (this.events.length === 0) return html`<p class="empty">${words.nothing}</p>`;
    return html`
      ${renderEventsTable({
        events: this.events,
        now: this.context.clock.now(),
        caption: words.table,
        onDetails: (event) => (this.shown = event),
      })}
      <div class="pages">
        ${
          this.isFirstPage
            ? nothing
            : html`<button class="button quiet" type="button" @click=${() => this.load()}>
                ${words.newest}
              </button>`
        }
        ${
          this.nextCursor
            ? html`<button class="button quiet" type="button" @click=${() => this.#goOn()}>
                ${words.older}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderDetails(event: AuditEvent): TemplateResult {
    const rows: readonly (readonly [string, unknown])[] = [
      [words.when, renderTime(event.at)],
      [words.whom, event.loginId && renderText(event.loginId)],
      [words.userId, event.userId && html`<code>${event.userId}</code>`],
      [words.who, renderActor(event)],
      [words.actorId, event.actorId && renderText(event.actorId)],
      [words.where, event.clientAddress && renderText(event.clientAddress)],
      [words.reason, event.reason && html`<bdi>${event.reason}</bdi>`],
      [words.requestId, event.requestId && html`<code>${event.requestId}</code>`],
      [words.eventId, html`<code>${event.eventId}</code>`],
    ];
    return html`
      <console-dialog heading=${nameOf(event)} @dialog-close=${() => (this.shown = undefined)}>
        <dl class="details">
          ${rows.map(([name, value]) =>
            value
              ? html`<dt>${name}</dt>
                  <dd>${value}</dd>`
              : nothing,
          )}
        </dl>
      </console-dialog>
    `;
  }

  readonly #onFind = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const read = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    void this.#find({
      action: read('action') as EventFilter['action'],
      user: read('user'),
      from: read('from'),
      to: read('to'),
    });
  };

  async #find(filter: EventFilter): Promise<void> {
    this.filter = filter;
    this.filterFault = undefined;
    if (filter.from && filter.to && filter.from > filter.to) {
      this.filterFault = words.wrongDays;
      return;
    }
    await this.attempt(async () => {
      const { management } = this.context;
      const query = await this.context.ask(() => toEventQuery(filter, management));
      if (query === 'unknown-user') {
        this.filterFault = words.unknownUser;
        return;
      }
      this.#query = query;
      await this.#fetchPage(undefined);
      this.isLoaded = true;
    });
  }

  async #goOn(): Promise<void> {
    const { nextCursor } = this;
    await this.attempt(() => this.#fetchPage(nextCursor));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-events': ConsoleEventsElement;
  }
}
