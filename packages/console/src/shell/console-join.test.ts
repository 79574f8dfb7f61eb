import { expect } from 'chai';
import type { ConsoleSession } from '@totp-kit/protocol';
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

async function open(
  stage: ConsoleStage,
  { link, who }: { readonly link?: InvitationLink; readonly who?: ConsoleSession } = {},
): Promise<HTMLElement> {
  history.pushState(null, '', '/console/join');
  stage.client.answer({ session: async () => who });
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
    const shell = await open(stage, { link: { kind: 'first', ticket } });
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
    const shell = await open(stage, { link: { kind: 'invitation', ticket } });
    expect(textOf(shell)).to.include('You are invited to the console');
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket }],
    ]);
    expect(findAll(shell, '#login-id')).to.have.lengthOf(0);
  });

  it('stands nowhere on the page', async () => {
    const shell = await open(makeStage(), { link: { kind: 'first', ticket } });
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
      const shell = await open(stage, { link: { kind, ticket } });
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

  it('says who is signed in already, and asks before it goes on', async () => {
    const stage = makeStage();
    const who = sessionOf('administrator', 'somebody');
    const shell = await open(stage, { link: { kind: 'invitation', ticket }, who });
    const text = textOf(shell);
    for (const words of [
      'You are signed in as',
      'somebody',
      'Setting this up signs you out of that.',
    ])
      expect(text).to.include(words);
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([]);
    expect(find(shell, 'a.link').getAttribute('href')).to.equal('/console');

    stage.client.answer({ signOut: refuse('server_unreachable') });
    find(shell, 'button').click();
    await settle();
    expect(textOf(shell)).to.include('The server does not answer.');
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([]);

    stage.client.answer({ signOut: async () => {} });
    find(shell, 'button').click();
    await settle();
    expect(stage.client.calls.signOut).to.have.lengthOf(2);
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([
      [{ action: 'update-user' }, { ticket }],
    ]);
  });

  it('begins nothing before it is known who is signed in', async () => {
    const stage = makeStage();
    let answer: (who: ConsoleSession | undefined) => void = () => {};
    stage.client.answer({ session: () => new Promise((resolve) => (answer = resolve)) });
    history.pushState(null, '', '/console/join');
    const { context, question } = stage;
    const link = { kind: 'invitation', ticket } as const;
    document.body.append(
      Object.assign(document.createElement('console-shell'), { context, question, link }),
    );
    await settle();
    expect(stage.signIn.calls.startEnrollment).to.deep.equal([]);
    answer(undefined);
    await settle();
    expect(stage.signIn.calls.startEnrollment).to.have.lengthOf(1);
  });

  it('goes on where somebody signs in in another tab meanwhile', async () => {
    const stage = makeStage();
    const shell = await open(stage, { link: { kind: 'invitation', ticket } });
    const setup = find(shell, 'totp-setup');
    stage.client.answer({ session: async () => sessionOf('viewer', 'else') });
    const news = { state: 'signed-in', administratorId: 'admin_else', endsAt: 0 } as const;
    stage.tabs.hear(news);
    await settle();
    expect(find(shell, 'totp-setup')).to.equal(setup);
  });

  it('works where it is opened in the tab of a spent one', async () => {
    const stage = makeStage();
    stage.signIn.answer({ startEnrollment: refuse('ticket_invalid') });
    const shell = await open(stage, { link: { kind: 'invitation', ticket } });
    expect(textOf(shell)).to.include('This link does not work any more');
    stage.signIn.answer({ startEnrollment: undefined });
    const isChanged = new Promise((resolve) =>
      addEventListener('hashchange', resolve, { once: true }),
    );
    location.hash = 'invitation=another_secret';
    await isChanged;
    await settle();
    expect(textOf(shell)).to.include('You are invited to the console');
    expect(stage.signIn.calls.startEnrollment.at(-1)).to.deep.equal([
      { action: 'update-user' },
      { ticket: 'another_secret' },
    ]);
  });
});
