import { TotpError } from '@totp-kit/protocol/errors';
import { expect } from 'chai';
import '../../../totp-authenticators.ts';
import { authenticators, enrollment, recoveryCodes } from '../../testing/answers.ts';
import { ScriptedSelfService } from '../../testing/scripted-self-service.ts';
import { press, stageOwn, staleSession } from '../../testing/stage-own.ts';
import {
  captureConsole,
  clearStage,
  enter,
  enterCode,
  find,
  findAll,
  focused,
  submit,
  textOf,
  until,
} from '../../testing/stage.ts';

const outcomeOf = (element: HTMLElement): string => textOf(find(element, '[role=status].outcome'));

/** What a screen reader calls a button. */
function nameOf(element: HTMLElement, button: HTMLElement): string {
  const ids = button.getAttribute('aria-labelledby')?.split(' ') ?? [];
  return ids.map((id) => textOf(find(element, `#${CSS.escape(id)}`))).join(' ');
}

describe('<totp-authenticators>', () => {
  captureConsole();
  afterEach(clearStage);

  it('lists authenticators, recovery codes, sessions and browsers, and is ready once', async () => {
    const { element, readies, steps } = await stageOwn();
    const text = textOf(element);
    for (const words of [
      'Your authenticators',
      'My phone',
      'Added on January 5, 2026',
      'Last used on March 1, 2026',
      'Authenticator app',
      'Not used yet',
      'Codes left: 8',
      'This browser',
      'Another browser',
      'Known browsers',
    ]) {
      expect(text).to.include(words);
    }
    expect(text).not.to.include('That’s not many.');
    expect(readies).to.have.lengthOf(1);
    expect(steps.map(({ step }) => step)).to.deep.equal(['list']);
    expect(element.matches(':state(list)')).to.equal(true);
    expect(focused()).to.equal(document.body);
  });

  it('names every button by what it is about', async () => {
    const { element } = await stageOwn();
    const names = findAll(element, 'li button').map((button) => nameOf(element, button));
    expect(names.slice(0, 3)).to.deep.equal([
      'Rename My phone',
      'Replace My phone',
      'Remove My phone',
    ]);
    expect(names.at(-1)).to.match(/^Sign out Another browser Signed in on February 20, 2026/);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('has no button for the session of this browser', async () => {
    const { element } = await stageOwn();
    expect(findAll(element, '[id^=ending-session-]')).to.have.lengthOf(1);
  });

  it('names an authenticator, and goes back to where the person was', async () => {
    const { changes, element, service } = await stageOwn();
    await press(element, '#renaming-auth-2');
    expect(focused()?.id).to.equal('label');
    await submit(element);
    expect(textOf(element)).to.include('Enter a name.');
    expect(focused()?.id).to.equal('label');
    await enter(find(element, '#label'), 'Tablet');
    expect(textOf(element)).not.to.include('Enter a name.');
    await submit(element);
    expect(service.changes).to.deep.equal(['rename auth-2 Tablet']);
    expect(outcomeOf(element)).to.equal('The name is saved.');
    expect(textOf(element)).to.include('Tablet');
    expect(focused()?.id).to.equal('renaming-auth-2');
    expect(changes.map(({ change }) => change)).to.deep.equal(['renamed']);
  });

  it('says in full what removing means before it does it', async () => {
    const { changes, element, service } = await stageOwn();
    await press(element, '#removing-auth-1');
    expect(find(element, '#title').textContent).to.equal('Remove “My phone”?');
    expect(textOf(element)).to.include('Your other authenticators and your recovery codes stay.');
    expect(focused()?.id).to.equal('title');
    await press(element, '[part=link]');
    expect(service.changes).to.deep.equal([]);
    expect(focused()?.id).to.equal('removing-auth-1');

    await press(element, '#removing-auth-1');
    await submit(element);
    expect(service.changes).to.deep.equal(['remove auth-1']);
    expect(textOf(element)).not.to.include('My phone');
    expect(focused()?.id).to.equal('title');
    expect(changes.map(({ change }) => change)).to.deep.equal(['removed']);
  });

  it('does not remove the only one, and offers to replace it', async () => {
    const service = new ScriptedSelfService({ authenticators: authenticators.slice(0, 1) });
    const { client, element } = await stageOwn({ service });
    await press(element, '#removing-auth-1');
    expect(textOf(element)).to.include('is your only authenticator');
    await submit(element);
    expect(element.matches(':state(replacing)')).to.equal(true);
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user', label: 'My phone', replaces: 'auth-1' }, {}],
    ]);
    expect(service.changes).to.deep.equal([]);
  });

  it('explains the limit in place of the way to another one', async () => {
    const [one] = authenticators;
    const three = [1, 2, 3].map((id) => ({ createdAt: '', ...one, authenticatorId: `auth-${id}` }));
    const service = new ScriptedSelfService({ authenticators: three });
    const { element } = await stageOwn({ service });
    expect(findAll(element, '#adding')).to.have.lengthOf(0);
    expect(textOf(element)).to.include('You have 3, and there can be no more.');
  });

  it('sets another one up and comes back to the list', async () => {
    const { changes, client, element, service, successes } = await stageOwn({
      properties: { label: 'New phone' },
    });
    await press(element, '#adding');
    expect(textOf(element)).to.include('Set up your authenticator app');
    expect(client.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user', label: 'New phone' }, {}],
    ]);
    expect(focused()?.textContent).to.equal('Set up your authenticator app');
    service.authenticators = [
      ...authenticators,
      { authenticatorId: 'auth-3', label: 'New phone', createdAt: '2026-03-01T12:00:00.000Z' },
    ];
    await enterCode(element, '123456');
    expect(textOf(element)).to.include('New phone');
    expect(outcomeOf(element)).to.include('The new authenticator works.');
    expect(successes.map(({ action }) => action)).to.deep.equal(['update-user']);
    expect(changes.map(({ change }) => change)).to.deep.equal(['added']);
    expect(findAll(element, 'totp-setup')).to.have.lengthOf(0);
  });

  it('goes back from a setup, which changes nothing', async () => {
    const { changes, element } = await stageOwn();
    await press(element, '#replacing-auth-2');
    expect(textOf(element)).to.include('works until you confirm the new one.');
    await press(element, '[part=back]');
    expect(element.matches(':state(list)')).to.equal(true);
    expect(focused()?.id).to.equal('replacing-auth-2');
    expect(changes).to.have.lengthOf(0);
  });

  it('asks for a code before a setup when the session is not fresh', async () => {
    const { client, element, successes } = await stageOwn({
      answers: { session: async () => staleSession },
    });
    await press(element, '#adding');
    expect(element.matches(':state(step-up)')).to.equal(true);
    expect(client.calls.startEnrollment).to.deep.equal([]);
    await enterCode(element, '123456');
    expect(client.calls.stepUp.map(([{ code }]) => code)).to.deep.equal(['123456']);
    expect(element.matches(':state(adding)')).to.equal(true);
    expect(successes).to.have.lengthOf(0);
  });

  it('asks for a code when the setup is refused for the want of one, and says nothing of it', async () => {
    let starts = 0;
    const { client, element, errors } = await stageOwn();
    client.answer({
      startEnrollment: async () => {
        starts += 1;
        if (starts === 1) throw new TotpError('session_not_fresh');
        return enrollment;
      },
    });
    await press(element, '#adding');
    expect(element.matches(':state(step-up)')).to.equal(true);
    await enterCode(element, '123456');
    expect(element.matches(':state(adding)')).to.equal(true);
    expect(textOf(element)).to.include('Set up your authenticator app');
    expect(errors).to.have.lengthOf(0);
  });

  it('asks for a code, and goes on with what was wished', async () => {
    const { element, errors, service, successes } = await stageOwn();
    service.refuseNext(new TotpError('session_not_fresh'));
    await press(element, '#removing-auth-2');
    await submit(element);
    expect(textOf(element)).to.include('Confirm that it’s you');
    expect(focused()?.id).to.equal('code');
    await enterCode(element, '123456');
    expect(service.changes).to.deep.equal(['remove auth-2']);
    expect(outcomeOf(element)).to.equal('The authenticator is removed.');
    expect(successes).to.have.lengthOf(0);
    expect(errors).to.have.lengthOf(0);
  });

  it('shows new recovery codes until they are saved, and lets no event tell them', async () => {
    const { changes, element, service } = await stageOwn({
      service: new ScriptedSelfService({ recoveryCodesLeft: 2 }),
    });
    expect(textOf(element)).to.include('Codes left: 2');
    expect(textOf(element)).to.include('That’s not many.');
    const told: Event[] = [];
    for (const name of ['totp-step', 'totp-change', 'totp-success', 'totp-saved'])
      document.addEventListener(name, (event) => told.push(event), { once: true });
    await press(element, '#renewing');
    expect(textOf(element)).to.include('All the codes you have kept stop working at once.');
    await submit(element);
    await until(() => findAll(element, '.codes li').length > 0);
    expect(service.changes).to.deep.equal(['renew']);
    expect(findAll(element, '.codes li').map(({ textContent }) => textContent)).to.deep.equal(
      recoveryCodes,
    );
    await submit(element);
    expect(textOf(element)).not.to.include(recoveryCodes[0]);
    expect(outcomeOf(element)).to.include('You have new recovery codes.');
    expect(changes.map(({ change }) => change)).to.deep.equal(['renewed']);
    for (const event of told) {
      const values = Object.values(event).map((value) => JSON.stringify(value));
      expect(values.join()).not.to.include(recoveryCodes[0]);
    }
  });

  it('ends a session and forgets browsers', async () => {
    const { changes, element, service } = await stageOwn();
    await press(element, '#ending-session-session-2');
    expect(find(element, '.intro').textContent).to.include('Signed in on February 20, 2026');
    await submit(element);
    expect(findAll(element, '[id^=ending-session-]')).to.have.lengthOf(0);
    await press(element, '#forgetting');
    await submit(element);
    expect(service.changes).to.deep.equal(['end session-2', 'forget']);
    expect(changes.map(({ change }) => change)).to.deep.equal([
      'session-ended',
      'browsers-forgotten',
    ]);
  });
});
