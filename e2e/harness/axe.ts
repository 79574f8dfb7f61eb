import axe from 'axe-core';
import type { Page } from 'playwright-core';

const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;

/** What axe finds on the page as it stands, in light, in dark and in forced colours, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    await page.emulateMedia(look);
    await waitForRest(page);
    await page.evaluate(axe.source);
    // Forced colours are the person's own. axe reads those that the page has chosen, which nobody sees then.
    const isForced = look.forcedColors === 'active';
    const { violations } = await page.evaluate<axe.AxeResults>(
      `axe.run({ rules: { 'color-contrast': { enabled: ${!isForced} } } })`,
    );
    const name = isForced ? `${look.colorScheme}, forced` : look.colorScheme;
    for (const { id, nodes } of violations) {
      for (const node of nodes) found.push(`${name}: ${id}: ${node.target.join(' ')}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
}

/** What fades from one look to the next would be read half way. */
async function waitForRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A change of the look is painted before what it sets in motion can be waited for.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
