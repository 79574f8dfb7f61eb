import type { SessionAnswer } from '@totp-kit/protocol';
import type { TotpClient } from '../client/totp-client.ts';
import type { TotpAuthenticatorsElement } from '../elements/totp-authenticators/totp-authenticators.ts';
import { session, user } from './answers.ts';
import { FakeClock } from './fake-clock.ts';
import { ScriptedClient } from './scripted-client.ts';
import { ScriptedSelfService } from './scripted-self-service.ts';
import { find, listen, settle } from './stage.ts';

/** Somebody who has just signed in, and somebody who did so a while ago. */
export const freshSession: SessionAnswer = { user, session };
export const staleSession: SessionAnswer = {
  user,
  session: { ...session, freshUntil: '2026-03-01T11:00:00.000Z' },
};

interface Staged {
  readonly answers?: Partial<TotpClient>;
  readonly service?: ScriptedSelfService;
  readonly properties?: Partial<TotpAuthenticatorsElement>;
}

/** Puts a `<totp-authenticators>` into the page, for somebody who is signed in unless a test says otherwise. */
export async function stageOwn(staged: Staged = {}) {
  const { answers, service = new ScriptedSelfService(), properties } = staged;
  const client = new ScriptedClient({
    session: async () => freshSession,
    selfService: async () => service,
    ...answers,
  });
  const element = Object.assign(document.createElement('totp-authenticators'), {
    client,
    clock: new FakeClock(),
    ...properties,
  });
  const steps = listen(element, 'totp-step');
  const changes = listen(element, 'totp-change');
  const successes = listen(element, 'totp-success');
  const errors = listen(element, 'totp-error');
  const readies = listen(element, 'totp-ready');
  document.body.append(element);
  await settle();
  return { client, element, service, steps, changes, successes, errors, readies };
}

/** Presses a button, as somebody does who sees it. */
export async function press(element: HTMLElement, selector: string): Promise<void> {
  const button = find(element, selector);
  button.focus();
  button.click();
  await settle();
}
