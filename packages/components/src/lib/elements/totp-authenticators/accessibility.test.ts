import { TotpError } from '@totp-kit/protocol/errors';
import '../../../totp-authenticators.ts';
import { loadRecoveryParts } from '../load-recovery-parts.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { authenticators, session, user } from '../../testing/answers.ts';
import { expectAccessible } from '../../testing/axe.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import { ScriptedSelfService } from '../../testing/scripted-self-service.ts';
import {
  captureConsole,
  clearStage,
  find,
  findAll,
  settle,
  stage,
  submit,
  until,
} from '../../testing/stage.ts';

interface State {
  readonly answers?: Partial<TotpClient>;
  readonly service?: () => ScriptedSelfService;
  readonly lang?: string;
  readonly ticket?: string;
  readonly reach?: (element: HTMLElement) => Promise<void>;
}

const press =
  (selector: string) =>
  async (element: HTMLElement): Promise<void> => {
    find(element, selector).click();
    await settle();
  };

const pressAndSend =
  (selector: string) =>
  async (element: HTMLElement): Promise<void> => {
    await press(selector)(element);
    await submit(element);
  };

const one = (): ScriptedSelfService =>
  new ScriptedSelfService({ authenticators: authenticators.slice(0, 1), recoveryCodesLeft: 1 });

function refusing(code: 'server_unreachable' | 'session_not_fresh'): () => ScriptedSelfService {
  return () => {
    const service = new ScriptedSelfService();
    service.refuseNext(new TotpError(code));
    return service;
  };
}

const states: Record<string, State> = {
  'the list is shown': {},
  'the list is the one of a ticket': { ticket: 'ticket-1' },
  'there is one, and hardly a recovery code': { service: one },
  'there is none': {
    service: () => new ScriptedSelfService({ authenticators: [], recoveryCodesLeft: 0 }),
    ticket: 'ticket-1',
  },
  'there are as many as there can be': {
    service: () =>
      new ScriptedSelfService({
        authenticators: [1, 2, 3].map((id) => ({
          authenticatorId: `auth-${id}`,
          createdAt: '2026-03-01T12:00:00.000Z',
        })),
      }),
  },
  'a name is asked for': { reach: press('#renaming-auth-1') },
  'a name is missing': { reach: pressAndSend('#renaming-auth-2') },
  'removing is asked': { reach: press('#removing-auth-1') },
  'the only one cannot be removed': { service: one, reach: press('#removing-auth-1') },
  'it is being removed': {
    answers: {},
    service: () => Object.assign(new ScriptedSelfService(), { removeAuthenticator: neverAnswer }),
    reach: pressAndSend('#removing-auth-1'),
  },
  'it was removed': { reach: pressAndSend('#removing-auth-1') },
  'another one is set up': {
    reach: async (element) => {
      await press('#adding')(element);
      await until(() => findAll(element, 'svg[part=code]').length > 0);
    },
  },
  'one is replaced': { reach: press('#replacing-auth-1') },
  'new recovery codes are asked': { reach: press('#renewing') },
  'new recovery codes are shown': {
    reach: async (element) => {
      await loadRecoveryParts();
      await pressAndSend('#renewing')(element);
      await until(() => findAll(element, '.codes li').length > 0);
    },
  },
  'ending a session is asked': { reach: press('#ending-session-session-2') },
  'forgetting browsers is asked': { reach: press('#forgetting') },
  'the server is gone': {
    service: refusing('server_unreachable'),
    reach: pressAndSend('#forgetting'),
  },
  'a code is asked for': {
    service: refusing('session_not_fresh'),
    reach: pressAndSend('#removing-auth-1'),
  },
  'nothing could be asked for': { answers: { selfService: refuse('server_unreachable') } },
  'nobody is signed in': { answers: { selfService: refuse('unauthenticated') } },
  'it speaks Arabic': {
    lang: 'ar',
    reach: (element) => until(() => findAll(element, '#adding').length > 0),
  },
};

const looks = {
  light: { scheme: 'light', direction: 'ltr' },
  dark: { scheme: 'dark', direction: 'ltr' },
  'right to left': { scheme: 'dark', direction: 'rtl' },
} as const;

describe('axe finds nothing in <totp-authenticators>', () => {
  captureConsole();
  afterEach(clearStage);

  for (const [look, { scheme, direction }] of Object.entries(looks)) {
    for (const [name, state] of Object.entries(states)) {
      it(`when ${name}, ${look}`, async () => {
        document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
        document.documentElement.dir = direction;
        const { answers, service = () => new ScriptedSelfService(), lang = 'en', ticket } = state;
        const own = service();
        const element = await stage('totp-authenticators', {
          clock: new FakeClock(),
          client: new ScriptedClient({
            session: async () => ({ user, session }),
            selfService: async () => own,
            ...answers,
          }),
          lang,
          ticket,
        });
        await state.reach?.(element);
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
        }
        await expectAccessible(document.body);
      });
    }
  }
});
