import { expect } from 'chai';
import { confirmationWithCodes } from '../../../components/src/lib/testing/answers.ts';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  captureConsole,
  enterCode,
  enterLoginId,
  find,
  findAll,
  settle,
  submit,
  textOf,
  until,
} from '../../../components/src/lib/testing/stage.ts';
import type { InvitationLink } from '../logic/take-invitation.ts';
import { sessionOf } from '../testing/answers.ts';
import { leaveConsoleAfterEach, makeStage, type ConsoleStage } from '../testing/console-stage.ts';

const ticket = 'invitation_secret';

async function open(stage: ConsoleStage, link?: InvitationLink): Promise<HTMLElement> {
  history.pushState(null, '', '/console/join');
  const { context, question } = stage;
  const shell = document.createElement('console-shell');
  document.body.append(Object.assign(shell, { context, question, link }));
  await settle();
  return shell;
}

captureConsole();

describe('the link of an invitation', () => {
  leaveConsoleAfterEach();

  it('makes the first administrator, who is signed in then', async () => {
    const stage = makeStage();
    stage.signIn.answer({ confirmEnrollment: async () => confirmationWithCodes });
    const shell = await open(stage, { kind: 'first', ticket });
    expect(textOf(shell)).to.include('Become the first administrator');
    await enterLoginId(shell, 'root');
    await submit(shell);
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([
      [{ action: 'sign-up', loginId: 'root' }, { ticket }],
    ]);
    await enterCode(shell, '123456');
    await until(() => findAll(shell, '.codes li').length > 0);
    expect(location.pathname).to.equal('/console/join');
    stage.client.answer({ session: async () => sessionOf('administrator') });
    find(find(shell, 'totp-recovery-codes'), '[part=submit]').click();
    await settle();
    expect(location.pathname).to.equal('/console');
    expect(findAll(shell, 'console-overview')).to.have.lengthOf(1);
  });

  it('lets who is invited set up an app without asking for a login ID', async () => {
    const stage = makeStage();
    const shell = await open(stage, { kind: 'invitation', ticket });
    expect(textOf(shell)).to.include('You are invited to the console');
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket }],
    ]);
    expect(findAll(shell, '#login-id')).to.have.lengthOf(0);
  });

  it('stands nowhere on the page', async () => {
    const shell = await open(makeStage(), { kind: 'first', ticket });
    const markup = [shell, ...findAll(shell, '*')].map(
      (element) => element.outerHTML + (element.shadowRoot?.innerHTML ?? ''),
    );
    expect(markup.join('')).not.to.include(ticket);
    expect(location.href).not.to.include(ticket);
    expect(JSON.stringify([localStorage, sessionStorage])).not.to.include(ticket);
  });

  for (const [kind, help] of [
    ['first', 'totp-kit admin add'],
    ['invitation', 'Ask whoever invited you for a new link.'],
  ] as const) {
    it(`says of a spent link (${kind}) what to do`, async () => {
      const stage = makeStage();
      stage.signIn.answer({ startEnrollment: refuse('ticket_invalid') });
      const shell = await open(stage, { kind, ticket });
      if (kind === 'first') {
        await enterLoginId(shell, 'root');
        await submit(shell);
      }
      expect(textOf(shell)).to.include('This link does not work any more');
      expect(textOf(shell)).to.include(help);
      expect(findAll(shell, 'totp-setup')).to.have.lengthOf(0);
    });
  }

  it('is asked for where there is none', async () => {
    const shell = await open(makeStage());
    expect(textOf(shell)).to.include('This page opens from a link');
  });
});
