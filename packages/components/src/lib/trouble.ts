/* What is said when something is wrong that people rarely meet. It is loaded then. */
import { html, type TemplateResult } from 'lit';
import type { TroubleMessages } from './messages/catalogue.ts';

export { troubleEn } from './messages/trouble-en.ts';

/** What the developers of a page should know. */
export function renderForDevelopers(texts: TroubleMessages, message: string): TemplateResult {
  return html`<p class="developers" lang="en" dir="ltr">
    <strong>${texts.forDevelopers}</strong>${message}
  </p>`;
}
