import { svg } from 'lit';
import { icon } from './icons.ts';

export const copyIcon = icon(
  svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2.2"/><path d="M13 7V5.7a2.2 2.2 0 0 0-2.2-2.2H5.7a2.2 2.2 0 0 0-2.2 2.2v5.1A2.2 2.2 0 0 0 5.7 13H7"/>`,
);

export const chevronIcon = icon(svg`<path d="m6 8 4 4 4-4"/>`);

export const openIcon = icon(
  svg`<rect x="5.5" y="2.5" width="9" height="15" rx="2.2"/><path d="M9 14.8h2"/>`,
);
