import type { LitElement } from 'lit';
import type * as endingsModule from './endings/endings.ts';

export type Endings = typeof endingsModule;

let endings: Endings | 'lost' | undefined;

/** Loads what is said in the end, and when something rare is wrong. Without effect once it is here. */
export async function loadEndings(): Promise<Endings | undefined> {
  if (typeof endings !== 'object') {
    endings = await import('./endings/endings.ts').catch(() => 'lost' as const);
  }
  return typeof endings === 'object' ? endings : undefined;
}

/** What is said in the end, with its looks, for an element; loaded for it if need be. */
export function endingsFor(element: LitElement): Endings | undefined {
  if (endings === undefined) void loadEndings().then(() => element.requestUpdate());
  if (typeof endings !== 'object') return undefined;
  const sheets = element.shadowRoot?.adoptedStyleSheets;
  const { styleSheet } = endings.endingStyles;
  if (styleSheet && sheets && !sheets.includes(styleSheet)) sheets.push(styleSheet);
  return endings;
}

/** Whether it could not be loaded. */
export function areEndingsLost(): boolean {
  return endings === 'lost';
}
