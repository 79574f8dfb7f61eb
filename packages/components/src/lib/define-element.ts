import { registerElement } from './register-element.ts';
import { version } from './version.ts';

/** Two copies of one version are two all the same, and nothing else tells them apart. */
const copy = version + Math.random();

/** By then, what a page imports when it starts is there. */
const patienceMs = 3_000;

/** Registers an element, unless the page already has one of that name. */
export function defineElement(tag: string, constructor: CustomElementConstructor): void {
  registerElement(copy, tag, constructor);
}

// Elsewhere than in a browser, there is nothing to wait for.
if (typeof document !== 'undefined') {
  addEventListener('load', () =>
    setTimeout(() => {
      if (!document.querySelector(':not(:defined)')) return;
      void import('./page-faults.ts').then(({ warnOfMissing }) => warnOfMissing());
    }, patienceMs),
  );
}
