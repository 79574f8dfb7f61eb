import type { ConsoleSession } from '@totp-kit/protocol';
import {
  enter,
  enterCode,
  enterLoginId,
  find,
  settle,
} from '../../../components/src/lib/testing/stage.ts';
import { inMinutes, sessionTimes } from './answers.ts';
import type { ConsoleStage } from './console-stage.ts';

/** Signs in, on the entrance or where the session has ended. */
export async function signIn(shell: HTMLElement): Promise<void> {
  await enterLoginId(shell, 'root');
  await enterCode(shell, '123456');
  await settle();
}

/** After the end of a session, for the usual time. */
export async function signInAgain(
  shell: HTMLElement,
  { stage, who }: { readonly stage: ConsoleStage; readonly who: ConsoleSession },
): Promise<void> {
  const session = { ...sessionTimes, expiresAt: inMinutes(30) };
  stage.client.answer({ session: async () => ({ ...who, session }) });
  await signIn(shell);
}

/** Makes a key with the form of its page. */
export async function makeKey(shell: HTMLElement): Promise<void> {
  find(shell, '.bar button').click();
  await settle();
  await enter(find(shell, '#name'), 'shop');
  find(shell, 'input[value="users:read"]').click();
  find(find(shell, 'console-keys'), 'button[type=submit]').click();
  await settle();
}
