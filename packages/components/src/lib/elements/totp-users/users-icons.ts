import { svg } from 'lit';
import { icon } from '../../icons.ts';

export const searchIcon = icon(svg`<circle cx="9" cy="9" r="5.2"/><path d="m13 13 3.6 3.6"/>`);

export const moreIcon = icon(svg`<path d="M10 4.5v.01M10 10v.01M10 15.5v.01" stroke-width="2.6"/>`);

export const closeIcon = icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`);

export const risingIcon = icon(svg`<path d="M10 15.5v-11m-4 4 4-4 4 4"/>`);

export const fallingIcon = icon(svg`<path d="M10 4.5v11m-4-4 4 4 4-4"/>`);

export const peopleIcon = icon(
  svg`<circle cx="8" cy="7" r="3"/><path d="M2.5 16.5a5.5 5.5 0 0 1 11 0M13 4.3a3 3 0 0 1 0 5.4M15 12a5.500 5.500 0 0 1 2.500 4.500"/>`,
);
