import type { TaskResult } from '../../flow/users/run-task.ts';
import type { TotpElement } from '../../totp-element.ts';
import { toCsv, toTsv } from '../../spreadsheet.ts';

/** What stands over the columns of a file. */
export interface LinkColumns {
  readonly loginId: string;
  readonly link: string;
  readonly expires: string;
}

/** Gives links out of a page, and knows which of them nobody has yet. */
export class LinkKeeper {
  readonly #host: TotpElement;
  readonly #given = new Set<string>();
  #hasFailed = false;

  constructor(host: TotpElement) {
    this.#host = host;
  }

  /** What is shown is selected instead, for the person to copy. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  isGiven({ link }: TaskResult): boolean {
    return link !== undefined && this.#given.has(link.url);
  }

  /** Whether closing now would lose one. */
  wouldLose(results: readonly TaskResult[]): boolean {
    return results.some((result) => result.link && !this.isGiven(result));
  }

  /** Copies links: one as it is, several with whom each is for. `place` is what shows them. */
  async copy(results: readonly TaskResult[], place: string): Promise<void> {
    const linked = results.filter(({ link }) => link);
    const rows = linked.map(({ user, link }) => [user.loginId, link?.url ?? '']);
    const text = results.length === 1 ? (linked[0]?.link?.url ?? '') : toTsv(rows);
    try {
      await navigator.clipboard.writeText(text);
      this.#hasFailed = false;
      this.#giveOut(linked);
    } catch {
      const shown = this.#host.renderRoot.querySelector(place);
      if (shown) getSelection()?.selectAllChildren(shown);
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }

  download(results: readonly TaskResult[], columns: LinkColumns): void {
    const linked = results.filter(({ link }) => link);
    const heading = [columns.loginId, columns.link, columns.expires];
    const rows = linked.map(({ user, link }) => [
      user.loginId,
      link?.url ?? '',
      link?.expiresAt ?? '',
    ]);
    const file = new Blob([toCsv([heading, ...rows])], { type: 'text/csv;charset=utf-8' });
    const url = URL.createObjectURL(file);
    Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
    URL.revokeObjectURL(url);
    this.#giveOut(linked);
    this.#host.requestUpdate();
  }

  forget(): void {
    this.#given.clear();
    this.#hasFailed = false;
  }

  #giveOut(results: readonly TaskResult[]): void {
    for (const { link } of results) if (link) this.#given.add(link.url);
  }
}

const fileName = 'enrollment-links.csv';
