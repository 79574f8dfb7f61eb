import { describe, expect, it } from 'vitest';
import { readNews, SessionTabs, type TabNews } from './session-tabs.ts';

const administratorId = 'admin_root';

describe('SessionTabs', () => {
  it('tells the other tabs', async () => {
    const heard = new Promise<TabNews>((resolve) => new SessionTabs().listen(resolve));
    new SessionTabs().tell({ state: 'signed-out', administratorId });
    expect(await heard).toEqual({ state: 'signed-out', administratorId });
  });

  for (const data of [
    undefined,
    null,
    1,
    'signed-out',
    {},
    { state: 'signed-out' },
    { state: 'else', administratorId },
    { state: 'signed-in', administratorId },
    { state: 'signed-in', administratorId, endsAt: NaN },
  ]) {
    it(`takes no news from ${JSON.stringify(data)}`, () => {
      expect(readNews(data)).toBeUndefined();
    });
  }
});
