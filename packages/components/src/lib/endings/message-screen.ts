import { html, type TemplateResult } from 'lit';
import { alertIcon, checkIcon, clockIcon } from '../icons.ts';
import type { Texts } from '../language.ts';
import {
  onSubmit,
  renderCard,
  renderSubmit,
  type SubmitView,
  type Words,
} from '../screen-parts.ts';

/* Screens that tell how something ended. */

export interface WayOn extends SubmitView {
  readonly onSubmit: () => void;
}

export interface MessageScreenView {
  readonly texts: Texts<object>;
  readonly mood: 'success' | 'expired' | 'danger';
  readonly title: string;
  readonly text: Words;
  /** More to read, such as what the developers of the page should know. */
  readonly details?: TemplateResult | undefined;
  readonly wayOn?: WayOn | undefined;
}

const moodIcons = { success: checkIcon, expired: clockIcon, danger: alertIcon };

export function renderMessageScreen(view: MessageScreenView): TemplateResult {
  const { texts, mood, title, text, details, wayOn } = view;
  return renderCard({
    texts,
    title,
    intro: text,
    ending: {
      mood,
      badge: html`<span class="badge ${mood}" part="badge">${moodIcons[mood]}</span>`,
    },
    content: html`
      ${details}
      ${wayOn && html`<form @submit=${onSubmit(wayOn.onSubmit)}>${renderSubmit(wayOn)}</form>`}
    `,
  });
}
