import type { SessionAnswer } from '@totp-kit/protocol';
import { expect } from 'chai';
import '../../../totp-flow.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { confirmation, session, user } from '../../testing/answers.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { refuse, ScriptedClient } from '../../testing/scripted-client.ts';
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
  textOf,
} from '../../testing/stage.ts';
import type { TotpFlowElement } from './totp-flow.ts';

const stale: SessionAnswer = {
  user,
  session: { ...session, freshUntil: '2026-03-01T11:00:00.000Z' },
};
const fresh: SessionAnswer = { user, session };

async function stageUpdate(
  answers: Partial<TotpClient> = {},
  properties: Partial<TotpFlowElement> = {},
) {
  const client = new ScriptedClient(answers);
  const element = Object.assign(document.createElement('totp-flow'), {
    client,
    clock: new FakeClock(),
    action: 'update-user',
    ...properties,
  } as const);
  const steps = listen(element, 'totp-step');
  const successes = listen(element, 'totp-success');
  document.body.append(element);
  await settle();
  return { client, element, steps, successes };
}

const setUpOnce = ['starting', 'enroll', 'confirming', 'done'];

describe('<totp-flow action="update-user">', () => {
  captureConsole();
  afterEach(clearStage);

  it('sets nothing up by the session of another than the page means', async () => {
    const { client, element } = await stageUpdate(
      { session: async () => fresh },
      { loginId: 'grace@example.com' },
    );
    expect(element.matches(':state(sign-in)')).to.equal(true);
    expect(client.calls.startEnrollment).to.deep.equal([]);
  });

  it('knows who is meant, however the page spells it', async () => {
    const { element } = await stageUpdate(
      { session: async () => fresh },
      { loginId: ' ADA@example.com' },
    );
    expect(element.matches(':state(update-user)')).to.equal(true);
  });

  it('sets up at once for the user of a ticket', async () => {
    const { client, element, steps, successes } = await stageUpdate({}, { ticket: 'ticket-1' });
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket: 'ticket-1' }],
    ]);
    expect(client.calls.session).to.deep.equal([]);
    await enterCode(element, '123456');
    expect(steps.map(({ step }) => step)).to.deep.equal(['update-user', ...setUpOnce]);
    expect(successes).to.have.lengthOf(1);
    expect(successes[0]).to.include({ action: 'update-user', ...confirmation });
  });

  it('reads a ticket from its attribute and removes it', async () => {
    const client = new ScriptedClient();
    document.body.innerHTML = '<totp-flow action="update-user" ticket="ticket-1"></totp-flow>';
    const element = find<TotpFlowElement>(document.body, 'totp-flow');
    element.client = client;
    await settle();
    expect(document.body.outerHTML).not.to.include('ticket-1');
    expect(client.calls.startEnrollment[0]?.[1]).to.deep.equal({ ticket: 'ticket-1' });
  });

  it('sets up at once with a session that is fresh, and waits for no ticket', async () => {
    const { client, element, steps, successes } = await stageUpdate({
      session: async () => fresh,
    });
    expect(client.calls.startEnrollment).to.deep.equal([[{ action: 'update-user' }, {}]]);
    await enterCode(element, '123456');
    expect(steps.map(({ step }) => step)).to.deep.equal(['update-user', ...setUpOnce]);
    expect(successes.map(({ action }) => action)).to.deep.equal(['update-user']);
  });

  it('asks for a code first when the session is not fresh', async () => {
    const { client, element, steps, successes } = await stageUpdate({
      session: async () => stale,
    });
    expect(element.matches(':state(step-up)')).to.equal(true);
    expect(textOf(element)).to.include('Confirm that it’s you');
    expect(findAll(element, '#login-id, [part=back]')).to.have.lengthOf(0);
    await enterCode(element, '123456');
    expect(client.calls.stepUp.map(([{ code }]) => code)).to.deep.equal(['123456']);
    expect(successes).to.have.lengthOf(0);
    expect(element.matches(':state(update-user)')).to.equal(true);
    await enterCode(element, '654321');
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'step-up',
      'verifying',
      'done',
      'update-user',
      ...setUpOnce,
    ]);
    expect(successes.map(({ action }) => action)).to.deep.equal(['update-user']);
  });

  it('takes the focus along from the code to the setup', async () => {
    const { element } = await stageUpdate({ session: async () => stale });
    await enterCode(element, '123456');
    expect(focused()?.id).to.equal('title');
    expect(focused()?.textContent).to.equal('Set up your authenticator app');
  });

  it('asks for the code again when it is wrong', async () => {
    const { element, successes } = await stageUpdate({
      session: async () => stale,
      stepUp: refuse('invalid_code'),
    });
    await enterCode(element, '123456');
    expect(element.matches(':state(step-up)')).to.equal(true);
    expect(textOf(element)).to.include('That code didn’t work.');
    expect(successes).to.have.lengthOf(0);
  });

  it('lets who is not signed in do so first', async () => {
    const { client, element, steps, successes } = await stageUpdate();
    expect(element.matches(':state(sign-in)')).to.equal(true);
    await enterLoginId(element, 'ada');
    await enterCode(element, '123456');
    expect(successes).to.have.lengthOf(0);
    expect(client.calls.startEnrollment).to.deep.equal([[{ action: 'update-user' }, {}]]);
    await enterCode(element, '654321');
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'sign-in',
      'verifying',
      'done',
      'update-user',
      ...setUpOnce,
    ]);
    expect(successes.map(({ action }) => action)).to.deep.equal(['update-user']);
  });

  it('says that the server is gone', async () => {
    const { element } = await stageUpdate({ session: refuse('server_unreachable') });
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.include('No connection.');
  });
});
