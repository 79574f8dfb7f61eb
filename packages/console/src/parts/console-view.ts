import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { ConsoleContext } from '../logic/console-context.ts';
import { page } from '../styles/page.ts';
import { table } from '../styles/table.ts';
import { describeError } from '../words/errors.ts';
import { shellWords } from '../words/shell.ts';
import { renderFault, renderMessage } from './texts.ts';

/** A view of the console: loads what it shows when it comes up, and says what went wrong. */
export abstract class ConsoleView extends LitElement {
  static override styles = [tokens, controls, page, table];

  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    isLoaded: { state: true },
    isBusy: { state: true },
    fault: { state: true },
    news: { state: true },
  };

  /** Set before the view is on a page. */
  declare context: ConsoleContext;

  protected isLoaded = false;
  protected isBusy = false;
  protected fault: string | undefined;
  /** What has been done. */
  protected news: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  /** Somebody signed in again: what could not be loaded meanwhile is. */
  resume(): void {
    if (!this.isLoaded) void this.load();
  }

  /** The session has ended: what is shown only once is shown no more. */
  forgetSecrets(): void {}

  /** Asks the server for what the view shows. */
  protected abstract fetchContent(): Promise<void>;

  protected async load(): Promise<void> {
    await this.attempt(async () => {
      await this.fetchContent();
      this.isLoaded = true;
    });
  }

  /** Does one thing after the other, and says on the page what went wrong. True: it was done. */
  protected async attempt(work: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.fault = undefined;
    this.news = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.fault = describeError(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** Fault and news, for the top of the view. */
  protected renderState(): TemplateResult {
    const again = html`<button class="button quiet" type="button" @click=${() => this.load()}>
      ${shellWords.tryAgain}
    </button>`;
    return html`
      ${renderFault(this.fault, this.isLoaded ? nothing : again)} ${renderMessage(this.news)}
      ${this.isLoaded || this.fault ? nothing : html`<p class="muted">${shellWords.loading}</p>`}
    `;
  }

  /** Fault inside of a dialog. */
  protected renderDialogFault(): TemplateResult {
    return renderFault(this.fault);
  }
}
