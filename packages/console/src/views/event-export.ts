import type { ListEventsQuery } from '@totp-kit/protocol';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ConsoleContext } from '../logic/console-context.ts';
import { collectEvents, exportFormats, type ExportFormat } from '../logic/export-events.ts';
import { formatNumber } from '../logic/formats.ts';
import { renderFault } from '../parts/texts.ts';
import { describeError } from '../words/errors.ts';
import { eventsWords as words } from '../words/events.ts';

interface ExportSource {
  readonly context: ConsoleContext;
  readonly query: ListEventsQuery;
}

type ExportState =
  | { readonly name: 'idle' }
  | { readonly name: 'running'; readonly count: number; readonly abort: AbortController }
  | { readonly name: 'done'; readonly text: string }
  | { readonly name: 'failed'; readonly text: string | undefined };

/** The export of what the filters find: it tells how far it is, and can be cancelled. */
export class EventExport {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => ExportSource;
  #state: ExportState = { name: 'idle' };

  constructor(host: ReactiveControllerHost, source: () => ExportSource) {
    this.#host = host;
    this.#source = source;
  }

  stop(): void {
    if (this.#state.name === 'running') this.#state.abort.abort();
  }

  render(): TemplateResult {
    const state = this.#state;
    return html`
      <section>
        <h2>${words.export}</h2>
        <p class="intro">${words.exportHint}</p>
        <div class="actions">
          ${
            state.name === 'running'
              ? html`<button class="button quiet" type="button" @click=${() => this.stop()}>
                  ${words.stopExport}
                </button>`
              : html`${this.#renderButton('csv', words.exportCsv)}
                ${this.#renderButton('json', words.exportJson)}`
          }
        </div>
        <p role="status">${this.#renderProgress()}</p>
        ${state.name === 'failed' ? renderFault(state.text) : nothing}
      </section>
    `;
  }

  #renderButton(format: ExportFormat, label: string): TemplateResult {
    return html`<button class="button quiet" type="button" @click=${() => this.#run(format)}>
      ${label}
    </button>`;
  }

  #renderProgress(): string | undefined {
    if (this.#state.name === 'running') return words.exporting(formatNumber(this.#state.count));
    return this.#state.name === 'done' ? this.#state.text : undefined;
  }

  async #run(format: ExportFormat): Promise<void> {
    const { context, query } = this.#source();
    const abort = new AbortController();
    this.#enter({ name: 'running', count: 0, abort });
    try {
      const { events, isCut } = await context.ask(() =>
        collectEvents({
          management: context.management,
          query,
          signal: abort.signal,
          onProgress: (count) => this.#enter({ name: 'running', count, abort }),
        }),
      );
      const { type, write } = exportFormats[format];
      const day = new Date(context.clock.now()).toISOString().slice(0, 10);
      download(new Blob([write(events)], { type }), `totp-kit-events-${day}.${format}`);
      const count = formatNumber(events.length);
      this.#enter({ name: 'done', text: isCut ? words.cut(count) : words.exported(count) });
    } catch (error) {
      const isStopped = abort.signal.aborted;
      this.#enter(
        isStopped
          ? { name: 'done', text: words.stopped }
          : { name: 'failed', text: describeError(error) },
      );
    }
  }

  #enter(state: ExportState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

function download(content: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
