import { svg, type TemplateResult } from 'lit';

/* One family: 20 px, 1.75 stroke, currentColor. What is seen only where something is loaded for it stands there. */

export const icon = (shape: TemplateResult<2>): TemplateResult<2> =>
  svg`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;

export const checkIcon = /* @__PURE__ */ icon(svg`<path d="m4.5 10.5 3.6 3.6 7.4-8.2"/>`);

export const alertIcon = icon(
  svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 6.4v4.2M10 13.6v.01"/>`,
);

export const clockIcon = icon(svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 5.8V10l2.8 1.8"/>`);

export const spinnerIcon = svg`<svg class="icon spinner" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2.8a7.2 7.2 0 1 1-7.2 7.2"/></svg>`;
