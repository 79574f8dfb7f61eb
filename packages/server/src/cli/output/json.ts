import type { Terminal } from '../terminal.ts';
import { visibleJson } from '../../core/visible-text.ts';

/** Prints the one JSON document of a command. */
export function printJson(value: unknown, terminal: Terminal): void {
  terminal.out.write(`${visibleJson(value)}\n`);
}

/**
 * Prints one JSON document whose list is written while it grows, so that what was done is on paper when the program
 * is killed.
 */
export class JsonList {
  readonly #terminal: Terminal;
  #isEmpty = true;

  /** @param head other fields of the document, before the list */
  constructor(name: string, terminal: Terminal, head: Readonly<Record<string, unknown>> = {}) {
    this.#terminal = terminal;
    const fields = Object.entries(head).map(
      ([field, value]) => `  ${JSON.stringify(field)}: ${visibleJson(value)},\n`,
    );
    terminal.out.write(`{\n${fields.join('')}  ${JSON.stringify(name)}: [`);
  }

  add(item: unknown): void {
    const indented = visibleJson(item).replaceAll('\n', '\n    ');
    this.#terminal.out.write(`${this.#isEmpty ? '' : ','}\n    ${indented}`);
    this.#isEmpty = false;
  }

  end(): void {
    this.#terminal.out.write(this.#isEmpty ? ']\n}\n' : '\n  ]\n}\n');
  }
}
