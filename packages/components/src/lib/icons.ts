import { svg, type TemplateResult } from 'lit';

/* One family: 20 px, 1.75 stroke, currentColor. */

export const icon = (shape: TemplateResult<2>): TemplateResult<2> =>
  svg`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;

export const checkIcon = icon(svg`<path d="m4.5 10.5 3.6 3.6 7.4-8.2"/>`);

export const alertIcon = icon(
  svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 6.4v4.2M10 13.6v.01"/>`,
);

export const clockIcon = icon(svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 5.8V10l2.8 1.8"/>`);

export const spinnerIcon = svg`<svg class="icon spinner" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2.8a7.2 7.2 0 1 1-7.2 7.2"/></svg>`;

export const copyIcon = icon(
  svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2.2"/><path d="M13 7V5.7a2.2 2.2 0 0 0-2.2-2.2H5.7a2.2 2.2 0 0 0-2.2 2.2v5.1A2.2 2.2 0 0 0 5.7 13H7"/>`,
);

export const chevronIcon = icon(svg`<path d="m6 8 4 4 4-4"/>`);

export const openIcon = icon(
  svg`<rect x="5.5" y="2.5" width="9" height="15" rx="2.2"/><path d="M9 14.8h2"/>`,
);

export const downloadIcon = icon(svg`<path d="M10 3.5v9m-3.6-3.4L10 12.7l3.6-3.6M4 16.5h12"/>`);

export const printIcon = icon(
  svg`<path d="M6 7V3.5h8V7M6 13.5H4.5A1.5 1.5 0 0 1 3 12V8.5A1.5 1.5 0 0 1 4.5 7h11A1.5 1.5 0 0 1 17 8.5V12a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8v5H6z"/>`,
);
