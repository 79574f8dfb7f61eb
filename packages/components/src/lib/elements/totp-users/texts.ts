import { html, type TemplateResult } from 'lit';
import type { Texts } from '../../language.ts';
import type { UsersMessages } from '../../messages/console-en.ts';

export type UsersTexts = Texts<UsersMessages>;

/** Fills names in braces with plain values. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Fills one name in braces with something that is more than text. */
export function fillWith(sentence: string, name: string, value: unknown): TemplateResult {
  const [before, after] = sentence.split(`{${name}}`);
  return html`${before}${value}${after}`;
}

/** Puts what somebody else has written into a sentence: as text, and whatever direction it is written in. */
export function fillIsolated(sentence: string, name: string, text: string): TemplateResult {
  return fillWith(sentence, name, html`<bdi class="foreign">${text}</bdi>`);
}
