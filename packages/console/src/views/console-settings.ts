import type { Configuration } from '@totp-kit/protocol';
import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatNumber } from '../logic/formats.ts';
import { ConsoleView } from '../parts/console-view.ts';
import { renderAgo } from '../parts/texts.ts';
import { settingsWords as words } from '../words/settings.ts';

/** The configuration in effect, without secrets, and the state of the keys. */
export class ConsoleSettingsElement extends ConsoleView {
  static override properties: PropertyDeclarations = { configuration: { state: true } };

  private configuration: Configuration | undefined;

  protected override async fetchContent(): Promise<void> {
    this.configuration = await this.context.ask(() => this.context.client.configuration());
  }

  protected override render(): TemplateResult {
    const { configuration } = this;
    return html`
      <p class="intro">${words.intro}</p>
      ${this.renderState()} ${configuration ? this.#renderConfiguration(configuration) : ''}
    `;
  }

  #renderConfiguration(configuration: Configuration): TemplateResult {
    const { settings, keys, signingKeys, version, startedAt } = configuration;
    return html`
      <p>
        ${words.version} <code>${version}</code> · ${words.started}
        ${renderAgo(startedAt, this.context.clock.now())}
      </p>
      ${renderSection({
        name: words.table,
        columns: [words.name, words.value, words.origin],
        rows: settings.map(({ name, value, isDefault }) => [
          html`<code>${name}</code>`,
          html`<bdi>${value}</bdi>`,
          isDefault ? words.isDefault : words.isSet,
        ]),
      })}
      ${renderSection({
        name: words.keysTable,
        intro: words.keysIntro,
        columns: [words.keyId, words.seals, words.sealedCount],
        rows: keys.map(({ keyId, seals, sealedCount }) => [
          html`<code>${keyId}</code>`,
          seals ? words.yes : words.no,
          formatNumber(sealedCount),
        ]),
      })}
      ${renderSection({
        name: words.signingTable,
        intro: html`${words.signingIntro} <code>/.well-known/jwks.json</code>.`,
        columns: [words.kid],
        rows: signingKeys.map(({ kid }) => [html`<code>${kid}</code>`]),
      })}
    `;
  }
}

interface Section {
  readonly name: string;
  readonly intro?: unknown;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

function renderSection({ name, intro, columns, rows }: Section): TemplateResult {
  return html`
    <section>
      <h2>${name}</h2>
      ${intro ? html`<p class="intro">${intro}</p>` : ''}
      <div class="frame whole" role="region" tabindex="0" aria-label=${name}>
        <table>
          <caption>
            ${name}
          </caption>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col">${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([first, ...others]) =>
                html`<tr>
                  <th scope="row">${first}</th>
                  ${others.map((cell) => html`<td>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-settings': ConsoleSettingsElement;
  }
}
