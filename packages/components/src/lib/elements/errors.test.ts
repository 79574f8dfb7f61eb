import { expect } from 'chai';
import '../../totp-flow.ts';
import type { ErrorHandling } from '../connected-element.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  findAll,
  listen,
  stage,
  submit,
  textOf,
  until,
} from '../testing/stage.ts';

type Tag = 'totp-verify' | 'totp-setup' | 'totp-flow';

interface Stage {
  readonly errors?: ErrorHandling;
  readonly innerHTML?: string;
}

const message = 'That code didn’t work.';

/** An element whose server refuses every code, after one was entered. */
async function stageRefused(tag: Tag, { errors = 'automatic', innerHTML = '' }: Stage = {}) {
  const client = new ScriptedClient({
    verify: refuse('invalid_code'),
    confirmEnrollment: refuse('invalid_code'),
  });
  const events = listen(document.body, 'totp-error');
  const successes = listen(document.body, 'totp-success');
  const element = await stage<Tag>(tag, {
    client,
    clock: new FakeClock(),
    errors,
    innerHTML,
    loginId: 'ada',
    ...(tag === 'totp-flow' && { action: 'sign-up' }),
  });
  await enterCode(element, '123456');
  return { element, client, events, successes };
}

function codeInput(element: HTMLElement): HTMLInputElement {
  return find<HTMLInputElement>(element, 'input[name=code]');
}

/** The page's own message, where it is in sight. */
function ownMessage(): string | undefined {
  const own = find(document.body, 'b.own');
  return own.checkVisibility() ? own.textContent : undefined;
}

const own = '<b class="own" slot="error-invalid_code">Ours</b>';

captureConsole();

for (const tag of ['totp-verify', 'totp-setup', 'totp-flow'] as const) {
  describe(`errors of <${tag}>`, () => {
    afterEach(clearStage);

    it('are said on the screen the person is on (automatic)', async () => {
      const { element, events } = await stageRefused(tag);
      expect(textOf(element)).to.include(message);
      expect(codeInput(element).value).to.equal('123456');
      expect(events.map(({ error, cancelable }) => [error.code, cancelable])).to.deep.equal([
        ['invalid_code', true],
      ]);
    });

    it('are said in the page’s own words (automatic)', async () => {
      const { element } = await stageRefused(tag, { innerHTML: own });
      expect(ownMessage()).to.equal('Ours');
      expect(textOf(element)).not.to.include(message);
    });

    it('are the page’s to say (custom)', async () => {
      const { element, events } = await stageRefused(tag, { errors: 'custom' });
      expect(textOf(element)).not.to.include(message);
      expect(codeInput(element).value).to.equal('123456');
      expect(events).to.have.lengthOf(1);
    });

    it('are said by an element of the page (custom)', async () => {
      const { element } = await stageRefused(tag, { errors: 'custom', innerHTML: own });
      expect(ownMessage()).to.equal('Ours');
      expect(textOf(element)).not.to.include(message);
    });

    it('clear the field, and are no success (ignore)', async () => {
      const { element, client, events, successes } = await stageRefused(tag, {
        errors: 'ignore',
        innerHTML: own,
      });
      expect(codeInput(element).value).to.equal('');
      expect(ownMessage()).to.equal(undefined);
      expect(textOf(element)).not.to.include(message);
      expect(element.matches(':state(done)')).to.equal(false);
      expect(element.matches(':state(invalid)')).to.equal(false);
      await enterCode(element, '654321');
      expect(events).to.have.lengthOf(2);
      expect(successes).to.have.lengthOf(0);
      expect(client.calls.verify.length + client.calls.confirmEnrollment.length).to.equal(2);
    });

    it('are not said when the page cancels the event', async () => {
      document.body.addEventListener('totp-error', (event) => event.preventDefault(), {
        once: true,
      });
      const { element } = await stageRefused(tag);
      expect(textOf(element)).not.to.include(message);
      await enterCode(element, '654321');
      expect(textOf(element)).to.include(message);
    });

    for (const errors of ['custom', 'ignore'] as const) {
      it(`leave it to the element to say what was mistyped (${errors})`, async () => {
        const { element } = await stageRefused(tag, { errors });
        await enterCode(element, '12');
        await submit(element);
        expect(textOf(element)).to.include('Enter all 6 digits');
      });
    }
  });
}

describe('the page’s own message', () => {
  afterEach(clearStage);

  it('may be for what was mistyped', async () => {
    const element = await stage('totp-verify', {
      client: new ScriptedClient(),
      innerHTML: '<b class="own" slot="error-login_id_missing">Who?</b>',
    });
    await submit(element);
    expect(ownMessage()).to.equal('Who?');
    expect(textOf(element)).not.to.include('Enter a login ID.');
  });

  it('may be for an error of another code, and is not in sight then', async () => {
    const { element } = await stageRefused('totp-verify', {
      innerHTML: '<b class="own" slot="error-internal">Ours</b>',
    });
    expect(ownMessage()).to.equal(undefined);
    expect(textOf(element)).to.include(message);
  });

  it('stands on the screen that says what stands in the way', async () => {
    for (const errors of ['automatic', 'custom'] as const) {
      const element = await stage('totp-setup', {
        client: new ScriptedClient({ startEnrollment: refuse('sign_up_closed') }),
        errors,
        loginId: 'ada',
        innerHTML: '<b class="own" slot="error-sign_up_closed">Come back in May</b>',
      });
      expect(ownMessage()).to.equal('Come back in May');
      expect(textOf(element)).not.to.include('New accounts');
      clearStage();
    }
  });

  it('stands in the code field of a screen of the page’s own', async () => {
    const innerHTML =
      '<main><totp-verify><b class="own" slot="error-invalid_code">Ours</b></totp-verify></main>';
    for (const errors of ['automatic', 'custom'] as const) {
      const { element } = await stageRefused('totp-setup', { errors, innerHTML });
      expect(ownMessage()).to.equal('Ours');
      expect(textOf(element)).not.to.include(message);
      clearStage();
    }
  });

  it('stands beside the login ID that it is about', async () => {
    const element = await stage('totp-setup', {
      client: new ScriptedClient({ confirmEnrollment: refuse('login_id_taken') }),
      innerHTML: '<b class="own" slot="error-login_id_taken">Taken</b>',
    });
    await enterLoginId(element, 'ada');
    await submit(element);
    await enterCode(element, '123456');
    expect(ownMessage()).to.equal('Taken');
    expect(find(element, '#login-id-notice').contains(find(element, 'slot[name^=error]'))).to.equal(
      true,
    );
  });
});

describe('errors that nobody deals with', () => {
  afterEach(clearStage);

  it('clear a recovery code, too', async () => {
    const { element } = await stageRefused('totp-verify', { errors: 'ignore' });
    find(element, '[part=link]').click();
    await until(() => findAll(element, '#recovery-code').length > 0);
    const field = find<HTMLInputElement>(element, '#recovery-code');
    field.value = '7K2M-9QXD-4TRW-1ZPA-8VHN-3BCE';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await submit(element);
    expect(field.value).to.equal('');
    expect(textOf(element)).not.to.include('didn’t work');
  });

  it('leave the person where they were', async () => {
    const element = await stage('totp-setup', {
      client: new ScriptedClient({ startEnrollment: refuse('server_unreachable') }),
      errors: 'ignore',
    });
    await enterLoginId(element, 'ada');
    await submit(element);
    expect(element.matches(':state(identify)')).to.equal(true);
    expect(textOf(element)).not.to.include('No connection');
  });

  it('still make people wait as long as the server says', async () => {
    const client = new ScriptedClient({
      verify: refuse('too_many_attempts', { retryAfterSeconds: 30 }),
    });
    const element = await stage('totp-verify', {
      client,
      clock: new FakeClock(),
      loginId: 'ada',
      errors: 'ignore',
    });
    await enterCode(element, '123456');
    expect(find(element, 'button').textContent).to.include('Try again in 30 seconds');
    await enterCode(element, '654321');
    expect(client.calls.verify).to.have.lengthOf(1);
  });
});
