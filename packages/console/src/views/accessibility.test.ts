import { expectAccessible } from '../../../components/src/lib/testing/axe.ts';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  captureConsole,
  find,
  findAll,
  settle,
} from '../../../components/src/lib/testing/stage.ts';
import { event, hostileName, sessionOf } from '../testing/answers.ts';
import {
  leaveConsoleAfterEach,
  makeStage,
  openConsole,
  type ConsoleStage,
} from '../testing/console-stage.ts';

interface Page {
  readonly path: string;
  readonly prepare?: (stage: ConsoleStage) => void;
  readonly reach?: (shell: HTMLElement, stage: ConsoleStage) => Promise<void>;
  readonly isSignedOut?: boolean;
}

async function press(shell: HTMLElement, selector: string): Promise<void> {
  find(shell, selector).click();
  await settle();
}

const pages: Record<string, Page> = {
  overview: {
    path: '/console',
    reach: async (shell) => {
      for (const details of findAll<HTMLDetailsElement>(shell, 'details')) details.open = true;
      await settle();
    },
  },
  users: { path: '/console/users' },
  events: { path: '/console/events' },
  'details of an event': {
    path: '/console/events',
    reach: (shell) => press(shell, 'td button'),
  },
  keys: { path: '/console/keys' },
  'a new key': { path: '/console/keys', reach: (shell) => press(shell, '.bar button') },
  administrators: { path: '/console/administrators' },
  'a new administrator': {
    path: '/console/administrators',
    reach: (shell) => press(shell, '.bar button'),
  },
  'an administrator to remove': {
    path: '/console/administrators',
    reach: (shell) => press(shell, 'td button.danger'),
  },
  settings: { path: '/console/settings' },
  'a page that failed': {
    path: '/console/settings',
    prepare: ({ client }) => client.answer({ configuration: refuse('server_unreachable') }),
  },
  'no such page': { path: '/console/nothing' },
  'the sign-in': { path: '/console', isSignedOut: true },
  'the warning': {
    path: '/console/settings',
    reach: async (_shell, { clock }) => {
      clock.pass(13 * 60_000);
      await settle();
    },
  },
  'the end': {
    path: '/console/settings',
    reach: async (_shell, { clock }) => {
      clock.pass(15 * 60_000);
      await settle();
    },
  },
  'a link that is none': { path: '/console/join' },
};

const looks = {
  light: { scheme: 'light', direction: 'ltr' },
  dark: { scheme: 'dark', direction: 'ltr' },
  'right to left': { scheme: 'dark', direction: 'rtl' },
} as const;

captureConsole();

describe('axe finds nothing in the console', () => {
  leaveConsoleAfterEach();

  for (const [look, { scheme, direction }] of Object.entries(looks)) {
    for (const [name, page] of Object.entries(pages)) {
      it(`where there is ${name}, ${look}`, async () => {
        const root = document.documentElement;
        root.dir = direction;
        root.lang = 'en';
        root.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
        const stage = makeStage();
        stage.management.auditEvents = [event(1), event(2)];
        stage.management.add({ loginId: 'ada@example.com', name: hostileName });
        page.prepare?.(stage);
        const who = page.isSignedOut ? undefined : sessionOf('administrator');
        const shell = await openConsole(stage, page.path, who);
        await page.reach?.(shell, stage);
        await expectAccessible(document.body);
      });
    }
  }
});
