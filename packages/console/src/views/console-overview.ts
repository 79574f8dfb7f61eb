import type { AuditEvent, Statistics } from '@totp-kit/protocol';
import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { queryOf, sumOf, toBuckets, type Period } from '../logic/chart-data.ts';
import { formatNumber, formatTime } from '../logic/formats.ts';
import { ConsoleView } from '../parts/console-view.ts';
import { overviewWords as words, periodNames } from '../words/overview.ts';
import { renderEventsTable } from './events-table.ts';

const latestCount = 10;
const periods = Object.keys(periodNames) as Period[];
const percent = new Intl.NumberFormat('en', { style: 'percent' });

/** Four numbers, two plots, the last ten events. */
export class ConsoleOverviewElement extends ConsoleView {
  static override styles = [
    ...ConsoleView.styles,
    css`
      .numbers,
      .plots {
        display: grid;
        gap: 16px;
        margin: 0 0 16px;
      }

      .numbers {
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
      }

      .plots {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
      }

      .numbers div {
        padding: 12px 16px;
        border: 1px solid var(--_line);
        border-radius: var(--_control-radius);
        background: light-dark(#fff, #191c21);
      }

      dt {
        color: var(--_muted);
        font-size: 13px;
      }

      dd {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        column-gap: 8px;
        margin: 0;
        font-size: 22px;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }

      dd small {
        color: var(--_muted);
        font-size: 13px;
        font-weight: 400;
      }

      .periods {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-block-end: 16px;
      }

      .fresh {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        margin-inline-start: auto;
      }

      .button.quiet[aria-pressed='true'] {
        border-color: var(--_accent);
        background: var(--_soft);
        color: var(--_accent);
      }

      @media (forced-colors: active) {
        .button.quiet[aria-pressed='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    period: { state: true },
    statistics: { state: true },
    events: { state: true },
  };

  private period: Period = 'day';
  private statistics: Statistics | undefined;
  private events: readonly AuditEvent[] = [];

  protected override async fetchContent(): Promise<void> {
    const { management, clock } = this.context;
    const [statistics, { events }] = await this.context.ask(() =>
      Promise.all([
        management.statistics(queryOf(this.period, clock.now())),
        management.listEvents({ limit: latestCount }),
      ]),
    );
    this.statistics = statistics;
    this.events = events;
  }

  protected override render(): TemplateResult {
    return html`${this.renderState()} ${this.#renderContent()}`;
  }

  #renderContent(): TemplateResult | undefined {
    if (!this.statistics) return undefined;
    const { users, hours, asOf } = this.statistics;
    const buckets = toBuckets(hours, this.period);
    const share = users.total > 0 ? users.withTotp / users.total : 0;
    return html`
      <div class="periods" role="group" aria-label=${words.period}>
        ${periods.map(
          (period) =>
            html`<button
              class="button quiet"
              type="button"
              aria-pressed=${period === this.period}
              @click=${() => this.#choose(period)}
            >
              ${periodNames[period]}
            </button>`,
        )}
        <span class="fresh">
          <span class="muted">${words.asOf(formatTime(asOf))}</span>
          <button class="button quiet" type="button" @click=${() => this.load()}>
            ${words.reload}
          </button>
        </span>
      </div>
      ${users.total === 0 ? html`<p class="message">${words.empty}</p>` : ''}
      <dl class="numbers">
        ${renderNumber(words.users, users.total, words.disabled(formatNumber(users.disabled)))}
        ${renderNumber(words.withTotp, users.withTotp, words.share(percent.format(share)))}
        ${renderNumber(words.waiting, users.waiting, words.waitingHint)}
        ${renderNumber(words.signIns, sumOf(buckets, 'signIns'), periodNames[this.period])}
      </dl>
      <div class="plots">
        <console-chart
          heading=${words.coming}
          period=${this.period}
          .buckets=${buckets}
          .names=${['signIns', 'signUps']}
        ></console-chart>
        <console-chart
          heading=${words.trouble}
          tone="trouble"
          period=${this.period}
          .buckets=${buckets}
          .names=${['failures', 'waits']}
        ></console-chart>
      </div>
      <section>
        <h2>${words.events}</h2>
        ${
          this.events.length === 0
            ? html`<p class="empty">${words.noEvents}</p>`
            : renderEventsTable({
                events: this.events,
                now: this.context.clock.now(),
                caption: words.events,
              })
        }
        <p><a class="link" href=${this.context.paths.pathOf('events')}>${words.allEvents}</a></p>
      </section>
    `;
  }

  #choose(period: Period): void {
    this.period = period;
    void this.load();
  }
}

function renderNumber(name: string, count: number, hint: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${formatNumber(count)} <small>${hint}</small></dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-overview': ConsoleOverviewElement;
  }
}
