import { expect } from 'chai';
import '../totp-setup.ts';
import { endingsFor } from './load-endings.ts';
import { refuse, ScriptedClient } from './testing/scripted-client.ts';

/** As people read it. The tools of other tests load these words before. */
async function untilSays(element: HTMLElement, words: string): Promise<void> {
  while (!element.shadowRoot?.textContent.includes(words))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the words for what is rarely wrong', () => {
  afterEach(() => document.body.replaceChildren());

  it('are loaded when they are needed, and said then', async () => {
    const element = document.createElement('totp-setup');
    element.client = new ScriptedClient({ startEnrollment: refuse('sign_up_closed') });
    element.loginId = 'ada';
    document.body.append(element);
    await untilSays(element, 'New accounts can’t be created here right now.');
    expect(endingsFor(element)).to.have.property('endingEn');
  });

  it('are there at once from then on', async () => {
    const message = 'Add https://shop.example to TOTP_KIT_ORIGINS on the server.';
    const element = document.createElement('totp-setup');
    element.client = new ScriptedClient({
      startEnrollment: refuse('ticket_invalid', { message }),
    });
    element.loginId = 'ada';
    document.body.append(element);
    await untilSays(element, 'This no longer works');
    expect(element.shadowRoot?.textContent).not.to.include(message);
  });
});
