import { LitElement } from 'lit';
import { systemClock, type Clock } from './clock.ts';
import { Language } from './language.ts';

/** What every element of totp-kit has: a language, custom states, a clock. */
export abstract class TotpElement extends LitElement {
  /** @internal Tests set the time themselves, before the element is in a document. */
  clock: Clock = systemClock;

  protected readonly internals = this.attachInternals();
  /** @internal */
  readonly language: Language = new Language(this);

  /** Nothing is rendered in one language that is about to change to another. */
  protected override async scheduleUpdate(): Promise<unknown> {
    while (this.language.pending) await this.language.pending;
    return super.scheduleUpdate();
  }

  /** Sets the custom states (`:state()`) to exactly these. */
  protected showStates(...names: readonly string[]): void {
    const { states } = this.internals;
    for (const state of states) if (!names.includes(state)) states.delete(state);
    for (const state of names) states.add(state);
  }
}
