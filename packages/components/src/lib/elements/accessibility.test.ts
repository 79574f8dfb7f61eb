import '../../totp-flow.ts';
import '../../totp-recovery-codes.ts';
import type { TotpClient } from '../client/totp-client.ts';
import {
  confirmationWithCodes,
  recoveryCodes,
  session,
  settings,
  user,
} from '../testing/answers.ts';
import { expectAccessible } from '../testing/axe.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  enterLoginId,
  find,
  findAll,
  settle,
  stage,
  submit,
  until,
} from '../testing/stage.ts';

interface State {
  readonly tag: 'totp-setup' | 'totp-verify' | 'totp-flow' | 'totp-recovery-codes';
  readonly answers?: Partial<TotpClient>;
  readonly properties?: {
    readonly loginId?: string;
    readonly action?: 'step-up' | 'update-user';
    readonly codes?: readonly string[];
    readonly lang?: string;
    readonly innerHTML?: string;
  };
  readonly reach?: (element: HTMLElement) => Promise<void>;
}

const sendCode = (element: HTMLElement): Promise<void> => enterCode(element, '123456');
const press = async (element: HTMLElement, part: string): Promise<void> => {
  find(element, `[part=${part}]`).click();
  await settle();
};
const useRecoveryCode = async (element: HTMLElement): Promise<void> => {
  await press(element, 'link');
  await until(() => findAll(element, '#recovery-code').length > 0);
};
const seeCodes = (element: HTMLElement): Promise<void> =>
  until(() => findAll(element, '.codes li').length > 0);
const open = async (): ReturnType<TotpClient['settings']> => ({
  ...settings,
  accountDisclosure: 'open',
});
const wait = refuse('too_many_attempts', { retryAfterSeconds: 30 });

const states: Record<string, State> = {
  'setup asks for the login ID': { tag: 'totp-setup' },
  'setup misses the login ID': { tag: 'totp-setup', reach: submit },
  'setup prepares': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { startEnrollment: neverAnswer },
  },
  'setup shows QR code and key': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    reach: async (element) => {
      find(element, 'summary').click();
      await until(() => findAll(element, 'svg[part=code]').length > 0);
      await until(() => findAll(element, 'totp-key').length > 0);
    },
  },
  'setup confirms': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { confirmEnrollment: neverAnswer },
    reach: sendCode,
  },
  'setup refuses a code': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { confirmEnrollment: refuse('invalid_code') },
    reach: sendCode,
  },
  'setup waits': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { confirmEnrollment: wait },
    reach: sendCode,
  },
  'setup has expired': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { confirmEnrollment: refuse('enrollment_expired') },
    reach: sendCode,
  },
  'setup has failed': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { startEnrollment: refuse('origin_not_allowed') },
  },
  'setup is done': { tag: 'totp-setup', properties: { loginId: 'ada' }, reach: sendCode },
  'verify asks': { tag: 'totp-verify' },
  'verify verifies': {
    tag: 'totp-verify',
    properties: { loginId: 'ada' },
    answers: { verify: neverAnswer },
    reach: sendCode,
  },
  'verify refuses a code': {
    tag: 'totp-verify',
    properties: { loginId: 'ada' },
    answers: { verify: refuse('invalid_code') },
    reach: sendCode,
  },
  'verify takes no letters': {
    tag: 'totp-verify',
    reach: (element) => enterCode(element, '12a'),
  },
  'verify waits': {
    tag: 'totp-verify',
    properties: { loginId: 'ada' },
    answers: { verify: wait },
    reach: sendCode,
  },
  'verify has lost the server': {
    tag: 'totp-verify',
    properties: { loginId: 'ada' },
    answers: { verify: refuse('server_unreachable') },
    reach: sendCode,
  },
  'verify is done': { tag: 'totp-verify', properties: { loginId: 'ada' }, reach: sendCode },
};

const flowStates: Record<string, State> = {
  'flow asks which way': { tag: 'totp-flow' },
  'flow asks which way of who is known': { tag: 'totp-flow', properties: { loginId: 'ada' } },
  'flow misses the login ID': { tag: 'totp-flow', reach: submit },
  'flow looks which way': {
    tag: 'totp-flow',
    answers: { settings: open, hasAccount: neverAnswer },
    reach: async (element) => {
      await enterLoginId(element, 'ada');
      await submit(element);
    },
  },
  'flow has failed': {
    tag: 'totp-flow',
    answers: { settings: refuse('server_unreachable') },
  },
  'flow signs in': {
    tag: 'totp-flow',
    reach: async (element) => {
      await enterLoginId(element, 'ada');
      await submit(element);
    },
  },
  'flow signs up': {
    tag: 'totp-flow',
    properties: { loginId: 'ada' },
    reach: (element) => press(element, 'second'),
  },
  'flow asks to confirm who is signed in': {
    tag: 'totp-flow',
    properties: { action: 'update-user' },
    answers: {
      session: async () => ({
        user,
        session: { ...session, freshUntil: '2026-03-01T11:00:00.000Z' },
      }),
    },
  },
};

const recoveryStates: Record<string, State> = {
  'recovery codes are shown': {
    tag: 'totp-recovery-codes',
    properties: { codes: recoveryCodes },
  },
  'recovery codes are copied, or cannot be': {
    tag: 'totp-recovery-codes',
    properties: { codes: recoveryCodes },
    reach: (element) => press(element, 'action'),
  },
  'setup shows recovery codes': {
    tag: 'totp-setup',
    properties: { loginId: 'ada' },
    answers: { confirmEnrollment: async () => confirmationWithCodes },
    reach: async (element) => {
      await sendCode(element);
      await seeCodes(element);
    },
  },
  'verify asks for a recovery code': { tag: 'totp-verify', reach: useRecoveryCode },
  'verify refuses a recovery code': {
    tag: 'totp-verify',
    properties: { loginId: 'ada' },
    answers: { verify: refuse('invalid_code') },
    reach: async (element) => {
      await useRecoveryCode(element);
      await enter(find(element, '#recovery-code'), recoveryCodes[0] ?? '');
      await submit(element);
    },
  },
  'verify confirms who is signed in': { tag: 'totp-verify', properties: { action: 'step-up' } },
  'verify has confirmed who is signed in': {
    tag: 'totp-verify',
    properties: { action: 'step-up' },
    reach: sendCode,
  },
};

const arabic: Record<string, State> = {
  'setup speaks Arabic': {
    tag: 'totp-setup',
    properties: { loginId: 'ada', lang: 'ar' },
    reach: async (element) => {
      await until(() => findAll(element, 'summary').length > 0);
      find(element, 'summary').click();
      await until(() => findAll(element, 'totp-key').length > 0);
    },
  },
  'verify speaks Arabic and refuses a code': {
    tag: 'totp-verify',
    properties: { loginId: 'ada', lang: 'ar' },
    answers: { verify: refuse('invalid_code') },
    reach: async (element) => {
      await until(() => findAll(element, 'input').length > 0);
      await sendCode(element);
    },
  },
  'flow speaks Arabic': {
    tag: 'totp-flow',
    properties: { lang: 'ar' },
    reach: (element) => until(() => findAll(element, '#login-id').length > 0),
  },
};

const allStates = { ...states, ...flowStates, ...recoveryStates, ...arabic };

const looks = {
  light: { scheme: 'light', direction: 'ltr' },
  dark: { scheme: 'dark', direction: 'ltr' },
  'right to left': { scheme: 'dark', direction: 'rtl' },
} as const;

/** Puts a page in front of axe as it looks in the end. */
async function examine(): Promise<void> {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
  }
  await expectAccessible(document.body);
}

describe('axe finds nothing', () => {
  captureConsole();
  afterEach(clearStage);

  for (const [look, { scheme, direction }] of Object.entries(looks)) {
    const show = (): void => {
      document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
      document.documentElement.dir = direction;
    };

    for (const [name, { tag, answers, properties, reach }] of Object.entries(allStates)) {
      it(`when ${name}, ${look}`, async () => {
        show();
        const element = await stage<State['tag']>(tag, {
          clock: new FakeClock(),
          ...(tag !== 'totp-recovery-codes' && { client: new ScriptedClient(answers) }),
          ...properties,
        });
        await reach?.(element);
        await examine();
      });
    }

    for (const fault of ['', '123']) {
      it(`when a field of a form has "${fault}" in it, ${look}`, async () => {
        show();
        document.body.innerHTML =
          '<main><form><label for="field">Code</label><totp-verify id="field" name="code" required></totp-verify><input type="submit" value="Send" style="color: CanvasText; background: Canvas"></form></main>';
        await settle();
        await enterCode(document.body, fault);
        find<HTMLFormElement>(document.body, 'form').requestSubmit();
        await examine();
      });
    }
  }
});
