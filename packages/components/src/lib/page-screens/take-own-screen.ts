import { readCode } from '../code-field/digits.ts';
import type { ScreenHost } from '../own-screens.ts';

/** Takes what a person sent by a form on a screen of the page's: the one thing that its step waits for. */
export function takeOwnScreen({ flow, loginId: known = '' }: ScreenHost, data: FormData): void {
  const loginId = textOf(data, 'loginId') || known;
  const { digits: code } = readCode(textOf(data, 'code'));
  const recoveryCode = textOf(data, 'recoveryCode');
  if (!flow) return;
  if (flow.step.name === 'failed') return void flow.start();
  if ('wish' in flow) return void flow.confirm(textOf(data, 'label'));
  if ('submit' in flow) {
    void flow.submit({ loginId, ...(recoveryCode ? { recoveryCode } : { code }) });
    return;
  }
  if ('choose' in flow) {
    const way = textOf(data, 'way');
    void flow.choose(loginId, way === 'sign-in' || way === 'sign-up' ? way : undefined);
    return;
  }
  switch (flow.step.name) {
    case 'identify':
      return void flow.identify(loginId);
    case 'enroll':
      return void flow.confirm(code);
    case 'recovery-codes':
      return flow.acknowledge();
    case 'expired':
      return void flow.start();
    default:
    // An answer is on its way, or all is done.
  }
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
