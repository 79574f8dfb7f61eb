import { html, nothing, type TemplateResult } from 'lit';
import { formatRelative, formatTime, shorten } from '../logic/formats.ts';

/** What somebody typed: as text, in its own direction, cut to what a page can show. */
export function renderText(text: string): TemplateResult {
  const short = shorten(text);
  return html`<bdi class="text" title=${shorten(text, 1000)}>${short}</bdi>`;
}

/** How long ago something was; exactly on hover. */
export function renderAgo(time: string, now: number): TemplateResult {
  return html`<time datetime=${time} title=${formatTime(time)}>${formatRelative(time, now)}</time>`;
}

/** A time to the second. */
export function renderTime(time: string): TemplateResult {
  return html`<time datetime=${time}>${formatTime(time)}</time>`;
}

/** Says something where screen readers notice it. The place is always there, and empty while there is nothing. */
export function renderMessage(text: string | undefined, more: unknown = nothing): TemplateResult {
  return html`<div role="status">
    ${text ? html`<p class="message">${text}${more}</p>` : nothing}
  </div>`;
}

/** Says what went wrong. */
export function renderFault(text: string | undefined, more: unknown = nothing): TemplateResult {
  return html`<div role="alert">
    ${text ? html`<p class="message fault">${text}${more}</p>` : nothing}
  </div>`;
}
