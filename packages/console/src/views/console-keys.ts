import type { ManagementKey, NewManagementKey, Scope } from '@totp-kit/protocol';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ConsoleView } from '../parts/console-view.ts';
import { renderAgo, renderFault, renderText, renderTime } from '../parts/texts.ts';
import { shellWords } from '../words/shell.ts';
import { keysWords as words, scopeNames } from '../words/keys.ts';

type KeyDialog =
  | { readonly name: 'add'; readonly fault?: string }
  | { readonly name: 'made'; readonly made: NewManagementKey }
  | { readonly name: 'revoke'; readonly key: ManagementKey };

const scopes = Object.keys(scopeNames) as Scope[];

/** Management keys: made, shown once, revoked. */
export class ConsoleKeysElement extends ConsoleView {
  static override styles = [
    ...ConsoleView.styles,
    css`
      .scopes {
        min-inline-size: 22ch;
      }

      .scopes code {
        display: inline-block;
        margin: 2px 0;
        margin-inline-end: 4px;
        white-space: nowrap;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    keys: { state: true },
    dialog: { state: true },
  };

  private keys: readonly ManagementKey[] = [];
  private dialog: KeyDialog | undefined;

  override forgetSecrets(): void {
    if (this.dialog?.name === 'made') this.#close();
  }

  protected override async fetchContent(): Promise<void> {
    this.keys = await this.context.ask(() => this.context.management.listKeys());
  }

  protected override render(): TemplateResult {
    return html`
      <p class="intro">${words.intro}</p>
      ${this.dialog ? nothing : this.renderState()}
      <div class="bar">
        <button class="button" type="button" @click=${() => this.#open({ name: 'add' })}>
          ${words.add}
        </button>
      </div>
      ${this.isLoaded ? this.#renderTable() : nothing} ${this.#renderDialog()}
    `;
  }

  #renderTable(): TemplateResult {
    if (this.keys.length === 0) return html`<p class="empty">${words.empty}</p>`;
    const now = this.context.clock.now();
    return html`
      <div class="frame" role="region" tabindex="0" aria-label=${words.table}>
        <table>
          <caption>
            ${words.table}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.name}</th>
              <th scope="col">${words.scopes}</th>
              <th scope="col">${words.created}</th>
              <th scope="col">${words.lastUsed}</th>
              <th scope="col">${words.actions}</th>
            </tr>
          </thead>
          <tbody>
            ${this.keys.map((key) => this.#renderKey(key, now))}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderKey(key: ManagementKey, now: number): TemplateResult {
    return html`
      <tr>
        <th scope="row">${renderText(key.name)}</th>
        <td class="scopes">
          ${key.scopes.map((scope) => html`<code title=${scopeNames[scope]}>${scope}</code>`)}
        </td>
        <td class="short">${renderTime(key.createdAt)}</td>
        <td class="short">${key.lastUsedAt ? renderAgo(key.lastUsedAt, now) : words.never}</td>
        <td>
          <button
            class="button quiet danger"
            type="button"
            aria-label="${words.revokeNamed} ${key.name}"
            @click=${() => this.#open({ name: 'revoke', key })}
          >
            ${words.revoke}
          </button>
        </td>
      </tr>
    `;
  }

  #renderDialog(): TemplateResult | undefined {
    switch (this.dialog?.name) {
      case 'add':
        return this.#renderAdd(this.dialog.fault);
      case 'made':
        return this.#renderMade(this.dialog.made);
      case 'revoke':
        return this.#renderRevoke(this.dialog.key);
      default:
        return undefined;
    }
  }

  #renderAdd(fault: string | undefined): TemplateResult {
    return html`
      <console-dialog heading=${words.addTitle} @dialog-close=${this.#close}>
        <form class="stack" novalidate @submit=${this.#onAdd}>
          <div class="field">
            <label for="name">${words.name}</label>
            <input
              id="name"
              name="name"
              maxlength="64"
              autocomplete="off"
              aria-describedby="hint"
            />
            <p class="hint" id="hint">${words.nameHint}</p>
          </div>
          <fieldset>
            <legend>${words.scopesLegend}</legend>
            ${scopes.map(
              (scope) =>
                html`<label class="choice">
                  <input type="checkbox" name="scopes" value=${scope} />
                  <span
                    >${scopeNames[scope]} <small><code>${scope}</code></small></span
                  >
                </label>`,
            )}
          </fieldset>
          <div class="actions">
            ${renderFault(fault ?? this.fault)}
            <button class="button" type="submit" aria-disabled=${this.isBusy}>${words.make}</button>
            <button class="button quiet" type="button" @click=${this.#close}>
              ${shellWords.cancel}
            </button>
          </div>
        </form>
      </console-dialog>
    `;
  }

  #renderMade(made: NewManagementKey): TemplateResult {
    return html`
      <console-dialog heading=${words.madeTitle} @dialog-close=${this.#close}>
        <div class="stack">
          <p>${renderText(made.name)}</p>
          <p class="message">${words.madeWarning}</p>
          <console-once label=${words.keyLabel} .secret=${made.key}></console-once>
          <div class="actions">
            <button class="button quiet" type="button" @click=${this.#close}>${words.done}</button>
          </div>
        </div>
      </console-dialog>
    `;
  }

  #renderRevoke(key: ManagementKey): TemplateResult {
    return html`
      <console-dialog heading=${words.revokeTitle} @dialog-close=${this.#close}>
        <div class="stack">
          <p>${renderText(key.name)}</p>
          <p>${words.revokeWarning}</p>
          <div class="actions">
            ${this.renderDialogFault()}
            <button
              class="button danger"
              type="button"
              aria-disabled=${this.isBusy}
              @click=${() => this.#revoke(key)}
            >
              ${words.revoke}
            </button>
            <button class="button quiet" type="button" @click=${this.#close}>
              ${shellWords.cancel}
            </button>
          </div>
        </div>
      </console-dialog>
    `;
  }

  #open(dialog: KeyDialog): void {
    this.fault = undefined;
    this.dialog = dialog;
  }

  readonly #close = (): void => {
    this.fault = undefined;
    this.dialog = undefined;
  };

  readonly #onAdd = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const typed = fields.get('name');
    const name = typeof typed === 'string' ? typed.trim() : '';
    const chosen = scopes.filter((scope) => fields.getAll('scopes').includes(scope));
    if (!name) return this.#open({ name: 'add', fault: words.nameMissing });
    if (chosen.length === 0) return this.#open({ name: 'add', fault: words.scopesMissing });
    this.#open({ name: 'add' });
    await this.attempt(async () => {
      const { management } = this.context;
      const made = await this.context.ask(() => management.createKey({ name, scopes: chosen }));
      this.dialog = { name: 'made', made };
      await this.fetchContent();
    });
  };

  async #revoke(key: ManagementKey): Promise<void> {
    await this.attempt(async () => {
      await this.context.ask(() => this.context.management.revokeKey(key.keyId));
      this.dialog = undefined;
      await this.fetchContent();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-keys': ConsoleKeysElement;
  }
}
