import { html, type TemplateResult } from 'lit';
import type { Words } from '../../screen-parts.ts';

/** Puts something into a sentence in place of a name in braces, such as `{date}`. */
export function fillIn(sentence: string, name: string, content: Words): TemplateResult {
  const [before, after] = sentence.split(`{${name}}`);
  return html`${before}${content}${after}`;
}

/** Puts the name of an authenticator into a sentence, whatever direction either is written in. */
export function withLabel(sentence: string, label: string): TemplateResult {
  return fillIn(sentence, 'label', html`<bdi>${label}</bdi>`);
}

export interface DateView {
  readonly locale: string;
  /** How much of it is told. */
  readonly options: Intl.DateTimeFormatOptions;
}

/** Puts a time into a sentence, as it is written where the person lives. */
export function withDate(
  sentence: string,
  timestamp: string,
  { locale, options }: DateView,
): TemplateResult {
  const date = formatterOf(locale, options).format(new Date(timestamp));
  return fillIn(sentence, 'date', html`<time datetime=${timestamp}>${date}</time>`);
}

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    // What a page calls a language need not be one.
    return new Intl.DateTimeFormat('en', options);
  }
}
