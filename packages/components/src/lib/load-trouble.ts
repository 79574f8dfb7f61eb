import type * as troubleModule from './trouble.ts';

type Trouble = typeof troubleModule;

let trouble: Trouble | 'lost' | undefined;

/** What is said when something rare is wrong: `lost` where it could not be loaded. */
export function currentTrouble(): Trouble | 'lost' | undefined {
  return trouble;
}

/** Loads it. The next call after a failure tries again. */
export async function loadTrouble(): Promise<void> {
  trouble = await import('./trouble.ts').catch(() => 'lost' as const);
}
