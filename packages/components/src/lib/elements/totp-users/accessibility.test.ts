import {
  choose,
  confirmTask,
  press,
  pressInMenu,
  stageUsers,
  type Administration,
} from '../../testing/administration.ts';
import { expectAccessible } from '../../testing/axe.ts';
import type { MemoryManagement } from '../../testing/memory-management.ts';
import { captureConsole, clearStage, enter, find, settle } from '../../testing/stage.ts';

interface State {
  readonly count?: number;
  readonly prepare?: (api: MemoryManagement) => void;
  readonly reach?: (staged: Administration) => Promise<void>;
}

const firstLogin = 'user-001@example.com';

const states: Record<string, State> = {
  'users are listed': {
    prepare: (api) => {
      api.change('user-1', { status: 'disabled', lastSignInAt: api.clock.isoIn(-1000) });
      api.change('user-2', { isStopped: true, name: 'Ada' });
    },
  },
  'there are none': { count: 0 },
  'they could not be loaded': { prepare: (api) => api.fail('listUsers', 'server_unreachable') },
  'nobody is signed in': { prepare: (api) => api.fail('listUsers', 'unauthenticated') },
  'a viewer looks': { prepare: (api) => (api.role = 'viewer') },
  'somebody is looked for': {
    reach: async ({ element, clock }) => {
      await enter(find(element, '#search'), 'user');
      clock.pass(250);
      await settle();
    },
  },
  'nobody is found': { reach: ({ element }) => press(element, 'Disabled') },
  'a menu is open': {
    reach: async ({ element }) => {
      find(element, '[part=menu-button]').click();
      await settle();
    },
  },
  'users are selected': { reach: ({ element }) => choose(element, 0, 1) },
  'many are to lose their seed': {
    count: 8,
    reach: async ({ element }) => {
      await choose(element, 0, 1, 2, 3, 4, 5, 6);
      await press(element, 'Delete TOTP Seed');
      await confirmTask(element);
    },
  },
  'a user is to be deleted': {
    reach: async ({ element }) => {
      await pressInMenu(element, 'Delete user');
      await confirmTask(element);
    },
  },
  'links are shown': {
    reach: async ({ element }) => {
      await choose(element, 0, 1);
      await press(element, 'Delete TOTP Seed');
      await confirmTask(element, { typed: '2', reason: 'lost' });
      await press(find(element, '#task'), 'Close');
    },
  },
  'it has stopped': {
    prepare: (api) => api.fail('deleteTotp', 'server_unreachable'),
    reach: async ({ element }) => {
      await pressInMenu(element, 'Delete TOTP Seed');
      await confirmTask(element);
    },
  },
  'a code is asked for': {
    prepare: (api) => (api.isFresh = false),
    reach: async ({ element }) => {
      await pressInMenu(element, 'Delete TOTP Seed');
      await confirmTask(element);
    },
  },
  'something is done': {
    prepare: (api) => void api.change('user-1', { status: 'disabled' }),
    reach: ({ element }) => pressInMenu(element, 'Enable'),
  },
  'a record is open': {
    prepare: (api) => {
      api.change('user-1', { isStopped: true, name: 'Ada', email: 'ada@example.com' });
      void api.endSessions('user-1');
    },
    reach: ({ element }) => press(element, firstLogin),
  },
  'a record could not be loaded': {
    prepare: (api) => api.fail('getUser', 'not_found'),
    reach: ({ element }) => press(element, firstLogin),
  },
};

const looks = {
  light: { scheme: 'light', direction: 'ltr', width: '1200px' },
  dark: { scheme: 'dark', direction: 'ltr', width: '1200px' },
  'right to left, as cards': { scheme: 'dark', direction: 'rtl', width: '360px' },
} as const;

describe('axe finds nothing in <totp-users>', () => {
  captureConsole();
  afterEach(clearStage);

  for (const [look, { scheme, direction, width }] of Object.entries(looks)) {
    for (const [name, { count = 3, prepare, reach }] of Object.entries(states)) {
      it(`when ${name}, ${look}`, async () => {
        document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
        document.documentElement.dir = direction;
        const staged = await stageUsers(count, prepare);
        staged.element.style.inlineSize = width;
        await reach?.(staged);
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
        }
        await expectAccessible(document.body);
      });
    }
  }
});
