import type { TemplateResult } from 'lit';
import { messages } from '../../messages/messages.ts';
import { renderCard } from '../../screen-parts.ts';

/** Stands where the enrollment will, until its screen is loaded. */
export function renderPreparing(): TemplateResult {
  return renderCard({ title: messages.setupTitle, intro: messages.setupPreparing, isBusy: true });
}
