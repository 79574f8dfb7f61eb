import { describe, expect, it } from 'vitest';
import { readNews, SessionTabs, type TabNews } from './session-tabs.ts';

const administratorId = 'admin_root';

describe('SessionTabs', () => {
  const server = 'https://shop.example/auth/console/';

  it('tells the other tabs', async () => {
    const heard = new Promise<TabNews>((resolve) => new SessionTabs(server).listen(resolve));
    new SessionTabs(server).tell({ state: 'signed-out', administratorId });
    expect(await heard).toEqual({ state: 'signed-out', administratorId });
  });

  it('tells no tab of another console', async () => {
    const heard = new Promise<TabNews>((resolve) => new SessionTabs(server).listen(resolve));
    new SessionTabs('https://shop.example/staff/console/').tell({
      state: 'signed-out',
      administratorId,
    });
    new SessionTabs(server).tell({ state: 'ended', administratorId });
    expect(await heard).toEqual({ state: 'ended', administratorId });
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
