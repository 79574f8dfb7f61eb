import { TotpError } from '@totp-kit/protocol/errors';
import { expect } from 'chai';
import '../../../totp-authenticators.ts';
import { authenticators, confirmation, recoveryCodes } from '../../testing/answers.ts';
import { refuse, ScriptedClient } from '../../testing/scripted-client.ts';
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
  settle,
  submit,
  textOf,
  until,
} from '../../testing/stage.ts';
import type { TotpAuthenticatorsElement } from './totp-authenticators.ts';

describe('<totp-authenticators>, whoever it is for and whatever goes wrong,', () => {
  captureConsole();
  afterEach(clearStage);

  it('is for the user of a ticket, without sessions and browsers', async () => {
    const { client, element } = await stageOwn({ properties: { ticket: 'ticket-1' } });
    expect(client.calls.selfService[0]).to.deep.equal([{ ticket: 'ticket-1' }]);
    expect(client.calls.session).to.deep.equal([]);
    expect(textOf(element)).to.include('Recovery codes');
    expect(textOf(element)).not.to.include('This browser');
    expect(textOf(element)).not.to.include('Known browsers');
    await press(element, '#adding');
    expect(client.calls.startEnrollment[0]?.[1]).to.deep.equal({ ticket: 'ticket-1' });
  });

  it('reads a ticket from its attribute and removes it', async () => {
    const client = new ScriptedClient();
    document.body.innerHTML = '<totp-authenticators ticket="ticket-1"></totp-authenticators>';
    const element = find<TotpAuthenticatorsElement>(document.body, 'totp-authenticators');
    element.client = client;
    await settle();
    expect(document.body.outerHTML).not.to.include('ticket-1');
    expect(client.calls.selfService[0]).to.deep.equal([{ ticket: 'ticket-1' }]);
  });

  it('has a way to the first one, which comes with recovery codes', async () => {
    const service = new ScriptedSelfService({ authenticators: [], recoveryCodesLeft: 0 });
    const { client, element } = await stageOwn({ service, properties: { ticket: 'ticket-1' } });
    expect(textOf(element)).to.include('There is none yet.');
    expect(findAll(element, '#renewing')).to.have.lengthOf(0);
    client.answer({ confirmEnrollment: async () => ({ ...confirmation, recoveryCodes }) });
    await press(element, '#adding');
    service.authenticators = authenticators.slice(0, 1);
    await enterCode(element, '123456');
    await until(() => findAll(element, '.codes li').length > 0);
    await submit(element);
    expect(element.matches(':state(list)')).to.equal(true);
    expect(textOf(element)).to.include('My phone');
  });

  it('says that nobody is signed in, until somebody signs in elsewhere on the page', async () => {
    const { client, element, errors } = await stageOwn({
      answers: { selfService: refuse('unauthenticated') },
    });
    expect(element.matches(':state(ended)')).to.equal(true);
    expect(textOf(element)).to.include('You’re no longer signed in.');
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['unauthenticated']);
    client.answer({ selfService: async () => new ScriptedSelfService() });
    const verify = Object.assign(document.createElement('totp-verify'), { client, loginId: 'ada' });
    document.body.append(verify);
    await settle();
    await enterCode(verify, '123456');
    expect(element.matches(':state(list)')).to.equal(true);
  });

  it('says that the ticket is no good', async () => {
    const { element } = await stageOwn({
      answers: { selfService: refuse('ticket_invalid') },
      properties: { ticket: 'old' },
    });
    expect(textOf(element)).to.include('This no longer works');
    expect(findAll(element, 'button')).to.have.lengthOf(0);
  });

  it('tries again when the server was gone', async () => {
    const { client, element } = await stageOwn({
      answers: { selfService: refuse('server_unreachable') },
    });
    expect(textOf(element)).to.include('No connection.');
    client.answer({ selfService: async () => new ScriptedSelfService() });
    await press(element, 'button[type=submit]');
    expect(element.matches(':state(list)')).to.equal(true);
    expect(focused()?.id).to.equal('title');
  });

  it('says on the screen of a wish what went wrong, and what was typed stays', async () => {
    const { element, errors, service } = await stageOwn();
    service.refuseNext(new TotpError('server_unreachable'));
    await press(element, '#renaming-auth-1');
    await enter(find(element, '#label'), 'Old phone');
    await submit(element);
    expect(textOf(element)).to.include('No connection.');
    expect(find<HTMLInputElement>(element, '#label').value).to.equal('Old phone');
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['server_unreachable']);
    await submit(element);
    expect(service.changes).to.deep.equal(['rename auth-1 Old phone']);
  });

  it('leaves errors to the page that says so', async () => {
    const { element, errors, service } = await stageOwn({ properties: { errors: 'custom' } });
    service.refuseNext(new TotpError('server_unreachable'));
    await press(element, '#forgetting');
    await submit(element);
    expect(errors).to.have.lengthOf(1);
    expect(textOf(element)).not.to.include('No connection.');
  });

  it('begins anew with another ticket', async () => {
    const { client, element } = await stageOwn({ properties: { ticket: 'ticket-1' } });
    await press(element, '#forgetting, #renewing');
    element.ticket = 'ticket-2';
    await settle();
    expect(element.matches(':state(list)')).to.equal(true);
    expect(client.calls.selfService.at(-1)).to.deep.equal([{ ticket: 'ticket-2' }]);
  });

  it('shows a page’s own screens, whose forms answer', async () => {
    const { element, service } = await stageOwn({
      properties: {
        innerHTML: `
          <form slot="renaming"><input name="label" aria-label="Name" /><button>Keep</button></form>
          <p slot="error-server_unreachable">Nobody there.</p>`,
      },
    });
    await press(element, '#renaming-auth-2');
    expect(findAll(element, '#label')).to.have.lengthOf(0);
    const form = find<HTMLFormElement>(element, 'form[slot=renaming]');
    find<HTMLInputElement>(form, 'input').value = 'Tablet';
    form.requestSubmit();
    await settle();
    expect(service.changes).to.deep.equal(['rename auth-2 Tablet']);

    service.refuseNext(new TotpError('server_unreachable'));
    await press(element, '#forgetting');
    await submit(element);
    expect(findAll(element, 'slot[name=error-server_unreachable]')).to.have.lengthOf(1);
  });

  it('hands a page’s own screens to the elements inside', async () => {
    const { element } = await stageOwn({
      answers: { session: async () => staleSession },
      properties: { innerHTML: '<p slot="enter">Code, please.</p>' },
    });
    await press(element, '#adding');
    expect(find(element, 'totp-verify').querySelector('slot[name=enter][slot=enter]')).to.be.an(
      'HTMLSlotElement',
    );
  });
});
