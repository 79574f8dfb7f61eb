/** Where the first copy of the package on a page leaves its name. */
const mark = Symbol.for('totp-kit');

interface Page {
  [mark]?: string;
}

/** The copy of the package that was here first. */
export function firstCopy(copy: string): string {
  return ((globalThis as Page)[mark] ??= copy);
}

/** Registers an element, unless the page already has one of that name: another copy of the package may have been first. */
export function registerElement(
  copy: string,
  tag: string,
  constructor: CustomElementConstructor,
): void {
  const first = firstCopy(copy);
  if (!customElements.get(tag)) customElements.define(tag, constructor);
  else if (first !== copy) {
    void import('./page-faults.ts').then(({ warnOfCopies }) => warnOfCopies(first, copy));
  }
}
