import { svg } from 'lit';
import { icon } from './icons.ts';

/* For what a person keeps of a list. */

export const downloadIcon = icon(svg`<path d="M10 3.5v9m-3.6-3.4L10 12.7l3.6-3.6M4 16.5h12"/>`);

export const printIcon = icon(
  svg`<path d="M6 7V3.5h8V7M6 13.5H4.5A1.5 1.5 0 0 1 3 12V8.5A1.5 1.5 0 0 1 4.5 7h11A1.5 1.5 0 0 1 17 8.5V12a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8v5H6z"/>`,
);
