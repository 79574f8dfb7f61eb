import { expect } from 'chai';
import '../../../totp-flow.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import {
  confirmation,
  confirmationWithCodes,
  settings,
  verification,
} from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { neverAnswer, refuse, ScriptedClient } from '../../testing/scripted-client.ts';
import {
  captureConsole,
  clearStage,
  enterCode,
  enterLoginId,
  find,
  findAll,
  focused,
  listen,
  settle,
  stage,
  submit,
  textOf,
  until,
} from '../../testing/stage.ts';
import type { TotpFlowElement } from './totp-flow.ts';

const open: Partial<TotpClient> = {
  settings: async () => ({ ...settings, accountDisclosure: 'open' }),
};

function stageFlow(
  client: ScriptedClient,
  properties: Partial<TotpFlowElement> = {},
): Promise<TotpFlowElement> {
  return stage('totp-flow', { client, clock: new FakeClock(), ...properties });
}

async function press(element: HTMLElement, part: string): Promise<void> {
  find(element, `[part=${part}]`).click();
  await settle();
}

function loginIdField(element: HTMLElement): HTMLInputElement {
  return find<HTMLInputElement>(element, '#login-id');
}

captureConsole();

describe('<totp-flow>', () => {
  afterEach(clearStage);

  it('asks on one screen who somebody is and whether they are new, and never the server', async () => {
    const client = new ScriptedClient();
    const element = await stageFlow(client);
    expect(element.matches(':state(choose)')).to.equal(true);
    expect(textOf(element)).to.include('Sign in or sign up');
    await enterLoginId(element, 'ada@example.com');
    await press(element, 'submit');
    expect(element.matches(':state(sign-in)')).to.equal(true);
    expect(findAll(element, '#login-id')).to.have.lengthOf(0);
    expect(focused()?.id).to.equal('code');
    await enterCode(element, '123456');
    expect(client.calls.verify).to.deep.equal([[{ loginId: 'ada@example.com', code: '123456' }]]);
    expect(client.calls.hasAccount).to.deep.equal([]);
  });

  it('signs up who is new', async () => {
    const client = new ScriptedClient();
    const element = await stageFlow(client, { label: 'Phone' });
    await enterLoginId(element, 'ada');
    await press(element, 'second');
    expect(element.matches(':state(sign-up)')).to.equal(true);
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'ada', label: 'Phone' }, {}],
    ]);
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('You’re all set');
    expect(client.calls.hasAccount).to.deep.equal([]);
  });

  for (const [hasAccount, state] of [
    [true, 'sign-in'],
    [false, 'sign-up'],
  ] as const) {
    it(`decides for ${state} by itself where the server tells who has an account`, async () => {
      const client = new ScriptedClient({ ...open, hasAccount: async () => hasAccount });
      const element = await stageFlow(client);
      expect(findAll(element, '[part=second]')).to.have.lengthOf(0);
      await enterLoginId(element, 'ada');
      await submit(element);
      expect(client.calls.hasAccount).to.deep.equal([['ada']]);
      expect(element.matches(`:state(${state})`)).to.equal(true);
    });
  }

  it('shows that it looks, and takes nothing else meanwhile', async () => {
    const element = await stageFlow(new ScriptedClient({ ...open, hasAccount: neverAnswer }));
    await enterLoginId(element, 'ada');
    await submit(element);
    expect(element.matches(':state(looking)')).to.equal(true);
    expect(loginIdField(element).readOnly).to.equal(true);
    expect(find(element, 'button').getAttribute('aria-disabled')).to.equal('true');
  });

  for (const [hasAccount, id] of [
    [true, 'code'],
    [false, 'title'],
  ] as const) {
    it(`moves the focus to the ${id} of what it decided for`, async () => {
      const client = new ScriptedClient({ ...open, hasAccount: async () => hasAccount });
      const element = await stageFlow(client);
      await enterLoginId(element, 'ada');
      await submit(element);
      expect(focused()?.id).to.equal(id);
    });
  }

  for (const code of ['too_many_attempts', 'forbidden', 'server_unreachable'] as const) {
    it(`asks the person when the server answers ${code}`, async () => {
      const element = await stageFlow(new ScriptedClient({ ...open, hasAccount: refuse(code) }));
      await enterLoginId(element, 'ada');
      await submit(element);
      expect(element.matches(':state(choose)')).to.equal(true);
      expect(loginIdField(element).value).to.equal('ada');
      await press(element, 'second');
      expect(element.matches(':state(sign-up)')).to.equal(true);
    });
  }

  it('goes to signing in where nobody may sign up, with no way back', async () => {
    const element = await stageFlow(
      new ScriptedClient({ settings: async () => ({ ...settings, signUp: 'closed' }) }),
    );
    expect(element.matches(':state(sign-in)')).to.equal(true);
    expect(findAll(element, '[part=back]')).to.have.lengthOf(0);
    expect(loginIdField(element).value).to.equal('');
  });

  it('goes back to the choice with what was typed', async () => {
    const element = await stageFlow(new ScriptedClient());
    await enterLoginId(element, 'ada');
    await press(element, 'submit');
    await press(element, 'back');
    expect(element.matches(':state(choose)')).to.equal(true);
    expect(loginIdField(element).value).to.equal('ada');
    expect(focused()?.id).to.equal('login-id');
  });

  it('has no way back once it is through', async () => {
    const element = await stageFlow(new ScriptedClient());
    await enterLoginId(element, 'ada');
    await press(element, 'submit');
    expect(findAll(element, '[part=back]')).to.have.lengthOf(1);
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('You’re signed in');
    expect(findAll(element, '[part=back]')).to.have.lengthOf(0);
  });

  it('has no way back from recovery codes', async () => {
    const element = await stageFlow(
      new ScriptedClient({ confirmEnrollment: async () => confirmationWithCodes }),
    );
    await enterLoginId(element, 'ada');
    await press(element, 'second');
    await enterCode(element, '123456');
    await until(() => findAll(element, '.codes li').length > 0);
    expect(findAll(element, '[part=back]')).to.have.lengthOf(0);
  });

  it('says beside its field that the login ID is missing', async () => {
    const element = await stageFlow(new ScriptedClient());
    await press(element, 'second');
    expect(textOf(element)).to.include('Enter a login ID.');
    expect(loginIdField(element).getAttribute('aria-invalid')).to.equal('true');
    expect(focused()?.id).to.equal('login-id');
    await enterLoginId(element, 'a');
    expect(textOf(element)).not.to.include('Enter a login ID.');
  });

  it('asks for no login ID that the page knows', async () => {
    const element = await stageFlow(new ScriptedClient(), { loginId: 'ada' });
    expect(findAll(element, 'input')).to.have.lengthOf(0);
    await press(element, 'second');
    expect(element.matches(':state(sign-up)')).to.equal(true);
    expect(textOf(element)).to.include('ada@example.com');
  });

  for (const [action, text] of [
    ['sign-up', 'Create your account'],
    ['sign-in', 'Sign in'],
  ] as const) {
    it(`begins with ${action} where that is its action`, async () => {
      const client = new ScriptedClient();
      const element = await stageFlow(client, { action });
      expect(element.matches(`:state(${action})`)).to.equal(true);
      expect(textOf(element)).to.include(text);
      expect(client.calls.settings).to.deep.equal([]);
    });
  }

  it('begins anew when its action changes', async () => {
    const element = await stageFlow(new ScriptedClient(), { action: 'sign-in' });
    element.setAttribute('action', 'sign-up');
    await settle();
    expect(element.matches(':state(sign-up)')).to.equal(true);
  });

  it('leaves the focus where it is when it comes up', async () => {
    document.body.innerHTML = '<input id="search">';
    find(document.body, '#search').focus();
    await stageFlow(new ScriptedClient());
    expect(focused()?.id).to.equal('search');
  });

  it('says that the server is gone, and tries again', async () => {
    const client = new ScriptedClient({ settings: refuse('server_unreachable') });
    const element = await stageFlow(client);
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.include('No connection.');
    client.answer({ settings: async () => settings });
    await submit(element);
    expect(element.matches(':state(choose)')).to.equal(true);
  });

  it('says how to name a server when there is none', async () => {
    const element = await stage('totp-flow');
    expect(textOf(element)).to.include('server="https://auth.example.com/"');
  });
});

describe('the events of <totp-flow>', () => {
  afterEach(clearStage);

  async function listenTo(client: ScriptedClient, properties: Partial<TotpFlowElement> = {}) {
    const element = Object.assign(document.createElement('totp-flow'), {
      client,
      clock: new FakeClock(),
      ...properties,
    });
    const events = {
      ready: listen(document.body, 'totp-ready'),
      steps: listen(document.body, 'totp-step'),
      successes: listen(document.body, 'totp-success'),
      errors: listen(document.body, 'totp-error'),
    };
    document.body.append(element);
    await settle();
    return { element, ...events };
  }

  it('are one totp-ready, each step, and one totp-success when signing in', async () => {
    const { element, ready, steps, successes } = await listenTo(new ScriptedClient());
    expect(ready).to.have.lengthOf(1);
    await enterLoginId(element, 'ada');
    await press(element, 'submit');
    await enterCode(element, '123456');
    expect(ready).to.have.lengthOf(1);
    expect(steps.map(({ step }) => step)).to.deep.equal(['choose', 'sign-in', 'verifying', 'done']);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'sign-in', ...verification, target: element });
  });

  it('hold totp-success back until the recovery codes are saved', async () => {
    const { element, ready, steps, successes } = await listenTo(
      new ScriptedClient({ ...open, confirmEnrollment: async () => confirmationWithCodes }),
    );
    await enterLoginId(element, 'ada');
    await submit(element);
    await enterCode(element, '123456');
    await until(() => findAll(element, '.codes li').length > 0);
    expect(successes).to.have.lengthOf(0);
    await submit(element);
    expect(ready).to.have.lengthOf(1);
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'choose',
      'looking',
      'sign-up',
      'starting',
      'enroll',
      'confirming',
      'recovery-codes',
      'done',
    ]);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'sign-up', ...confirmation });
    expect(successes[0]).not.to.have.property('recoveryCodes');
  });

  for (const action of ['sign-up', 'sign-in'] as const) {
    it(`are one totp-ready when the action is ${action}`, async () => {
      const { element, ready } = await listenTo(new ScriptedClient(), { action });
      expect(ready.map(({ target }) => target)).to.deep.equal([element]);
    });
  }

  it('tell of an error once, from the element itself', async () => {
    const { element, errors } = await listenTo(
      new ScriptedClient({ verify: refuse('invalid_code') }),
      { action: 'sign-in', loginId: 'ada' },
    );
    await enterCode(element, '123456');
    expect(errors.map(({ error, target }) => [error.code, target])).to.deep.equal([
      ['invalid_code', element],
    ]);
  });

  it('tell that there is no server to ask', async () => {
    const { errors, steps } = await listenTo(
      new ScriptedClient({ settings: refuse('server_timeout') }),
    );
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['server_timeout']);
    expect(steps.map(({ step }) => step)).to.deep.equal(['failed']);
  });
});
