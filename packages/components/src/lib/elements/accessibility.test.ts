import '../../totp-setup.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { expectAccessible } from '../testing/axe.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  find,
  findAll,
  stage,
  submit,
  until,
} from '../testing/stage.ts';

interface State {
  readonly tag: 'totp-setup' | 'totp-verify';
  readonly answers?: Partial<TotpClient>;
  readonly loginId?: string;
  readonly reach?: (element: HTMLElement) => Promise<void>;
}

const sendCode = (element: HTMLElement): Promise<void> => enterCode(element, '123456');
const wait = refuse('too_many_attempts', { retryAfterSeconds: 30 });

const states: Record<string, State> = {
  'setup asks for the login ID': { tag: 'totp-setup' },
  'setup misses the login ID': { tag: 'totp-setup', reach: submit },
  'setup prepares': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { startEnrollment: neverAnswer },
  },
  'setup shows QR code and key': {
    tag: 'totp-setup',
    loginId: 'ada',
    reach: async (element) => {
      find(element, 'summary').click();
      await until(() => findAll(element, 'svg[part=code]').length > 0);
      await until(() => findAll(element, 'totp-key').length > 0);
    },
  },
  'setup confirms': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { confirmEnrollment: neverAnswer },
    reach: sendCode,
  },
  'setup refuses a code': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { confirmEnrollment: refuse('invalid_code') },
    reach: sendCode,
  },
  'setup waits': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { confirmEnrollment: wait },
    reach: sendCode,
  },
  'setup has expired': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { confirmEnrollment: refuse('enrollment_expired') },
    reach: sendCode,
  },
  'setup has failed': {
    tag: 'totp-setup',
    loginId: 'ada',
    answers: { startEnrollment: refuse('origin_not_allowed') },
  },
  'setup is done': { tag: 'totp-setup', loginId: 'ada', reach: sendCode },
  'verify asks': { tag: 'totp-verify' },
  'verify verifies': {
    tag: 'totp-verify',
    loginId: 'ada',
    answers: { verify: neverAnswer },
    reach: sendCode,
  },
  'verify refuses a code': {
    tag: 'totp-verify',
    loginId: 'ada',
    answers: { verify: refuse('invalid_code') },
    reach: sendCode,
  },
  'verify takes no letters': {
    tag: 'totp-verify',
    reach: (element) => enterCode(element, '12a'),
  },
  'verify waits': {
    tag: 'totp-verify',
    loginId: 'ada',
    answers: { verify: wait },
    reach: sendCode,
  },
  'verify has lost the server': {
    tag: 'totp-verify',
    loginId: 'ada',
    answers: { verify: refuse('server_unreachable') },
    reach: sendCode,
  },
  'verify is done': { tag: 'totp-verify', loginId: 'ada', reach: sendCode },
};

const looks = { light: 'ltr', dark: 'rtl' } as const;

describe('axe finds nothing', () => {
  captureConsole();
  afterEach(clearStage);

  for (const [scheme, direction] of Object.entries(looks)) {
    for (const [name, { tag, answers, loginId, reach }] of Object.entries(states)) {
      it(`when ${name}, ${scheme}, ${direction}`, async () => {
        document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
        document.documentElement.dir = direction;
        const client = new ScriptedClient(answers);
        const element = await stage(tag, { client, loginId, clock: new FakeClock() });
        await reach?.(element);
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
        }
        await expectAccessible(document.body);
      });
    }
  }
});
