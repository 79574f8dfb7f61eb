import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds on the page as it stands, in light and in dark, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
    for (const { id, nodes } of violations) {
      for (const node of nodes) found.push(`${colorScheme}: ${id}: ${node.target.join(' ')}`);
    }
  }
  return found;
}
