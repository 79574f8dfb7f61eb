import {
  html,
  LitElement,
  unsafeCSS,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { tokens } from '@totp-kit/components/console.js';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { peakOf, sumOf, type Bucket, type CountName, type Period } from '../logic/chart-data.ts';
import { formatDay, formatHour, formatNumber } from '../logic/formats.ts';
import { table } from '../styles/table.ts';
import { countNames, overviewWords as words } from '../words/overview.ts';
import { chartStyles } from './console-chart.styles.ts';
import type { Plot } from './plot.ts';

/** Counts over time: a plot, the same in a sentence, and the numbers in a table. */
export class ConsoleChartElement extends LitElement {
  static override styles = [tokens, table, unsafeCSS(uPlotStyles), chartStyles];

  static override properties: PropertyDeclarations = {
    heading: {},
    buckets: { attribute: false },
    names: { attribute: false },
    period: {},
    pointed: { state: true },
  };

  heading = '';
  buckets: readonly Bucket[] = [];
  names: readonly CountName[] = [];
  period: Period = 'day';
  /** The index of what the pointer is at. */
  private pointed: number | undefined;

  #plot: Plot | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#plot?.end();
    this.#plot = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('buckets');
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('buckets') || changed.has('period')) void this.#draw();
  }

  /** Where nothing can be drawn, the sentence and the table say the same. */
  async #draw(): Promise<void> {
    const { buckets, names, period } = this;
    const drawing = await import('./plot.ts').catch(() => undefined);
    const isCurrent = this.isConnected && buckets === this.buckets && period === this.period;
    const place = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (!drawing || !isCurrent || !place) return;
    this.#plot?.end();
    this.#plot = undefined;
    if (buckets.length === 0) return;
    this.#plot = new drawing.Plot({
      place,
      marks: [...this.renderRoot.querySelectorAll('.mark')],
      columns: [
        buckets.map(({ startsAt }) => startsAt / 1000),
        ...names.map((name) => buckets.map((bucket) => bucket[name])),
      ],
      unit: period === 'day' ? 'hour' : 'day',
      onPoint: (index) => (this.pointed = index),
    });
  }

  protected override render(): TemplateResult {
    const pointed = this.buckets[this.pointed ?? -1];
    return html`
      <figure>
        <figcaption>
          <h2>${this.heading}</h2>
          <p class="when" aria-hidden="true">${pointed ? this.#when(pointed) : ''}</p>
        </figcaption>
        <ul class="names">
          ${this.names.map(
            (name, index) =>
              html`<li>
                <span class="mark s${index}" aria-hidden="true"></span>${this.#summarize(name)}
                ${pointed ? html`<b aria-hidden="true">${formatNumber(pointed[name])}</b>` : ''}
              </li>`,
          )}
        </ul>
        <div class="plot" dir="ltr" aria-hidden="true"></div>
        <details>
          <summary>${words.numbers}</summary>
          ${this.#renderTable()}
        </details>
      </figure>
    `;
  }

  #renderTable(): TemplateResult {
    return html`
      <div class="frame" role="region" tabindex="0" aria-label=${this.heading}>
        <table>
          <caption>
            ${this.heading}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.when}</th>
              ${this.names.map((name) => html`<th scope="col" class="number">${countNames[name]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.buckets.map(
              (bucket) =>
                html`<tr>
                  <th scope="row">${this.#when(bucket)}</th>
                  ${this.names.map((name) => html`<td class="number">${formatNumber(bucket[name])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #summarize(name: CountName): string {
    const peak = peakOf(this.buckets, name);
    const sum = words.summary(countNames[name], formatNumber(sumOf(this.buckets, name)));
    return peak ? sum + words.peak(formatNumber(peak[name]), this.#when(peak)) : sum;
  }

  #when({ startsAt }: Bucket): string {
    return this.period === 'day' ? formatHour(startsAt) : formatDay(startsAt);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-chart': ConsoleChartElement;
  }
}
