import { expect } from 'chai';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  captureConsole,
  find,
  findAll,
  focused,
  settle,
  textOf,
} from '../../../components/src/lib/testing/stage.ts';
import { sessionOf } from '../testing/answers.ts';
import { leaveConsoleAfterEach, makeStage, openConsole } from '../testing/console-stage.ts';
import { signIn } from '../testing/console-steps.ts';

function navigationOf(shell: HTMLElement): string[] {
  return findAll(shell, 'nav a').map((link) => link.textContent.trim());
}

captureConsole();

describe('<console-shell>', () => {
  leaveConsoleAfterEach();

  it('asks who is there, and shows the page of the address once that is known', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events');
    expect(find(shell, 'totp-verify')).to.have.property('server', stage.context.server);
    expect(document.title).to.equal('Sign in to the console · Example · Console');
    stage.client.answer({ session: async () => sessionOf('viewer') });
    await signIn(shell);
    expect(stage.signIn.calls.verify).to.deep.equal([[{ loginId: 'root', code: '123456' }]]);
    expect(findAll(shell, 'console-events')).to.have.lengthOf(1);
    expect(document.title).to.equal('Events · Example · Console');
  });

  for (const [role, views] of [
    ['administrator', ['Overview', 'Users', 'Events', 'Keys', 'Administrators', 'Settings']],
    ['support', ['Overview', 'Users', 'Events']],
    ['viewer', ['Overview', 'Users', 'Events']],
  ] as const) {
    it(`shows ${role} the way to ${views.length} pages`, async () => {
      const shell = await openConsole(makeStage(), '/console', sessionOf(role));
      expect(navigationOf(shell)).to.deep.equal(views);
      expect(textOf(find(shell, 'header'))).to.match(new RegExp(role, 'i'));
    });
  }

  it('says which role a page is not for', async () => {
    const shell = await openConsole(makeStage(), '/console/keys', sessionOf('support'));
    expect(textOf(shell)).to.include('Support is a role that does not see this page.');
    expect(findAll(shell, 'console-keys')).to.have.lengthOf(0);
  });

  it('says that there is no such page', async () => {
    const shell = await openConsole(makeStage(), '/console/nothing', sessionOf('viewer'));
    expect(textOf(find(shell, 'main'))).to.include('This page does not exist.');
  });

  it('goes to another page by its link, to the heading, and back', async () => {
    const shell = await openConsole(makeStage(), '/console', sessionOf('administrator'));
    find(shell, 'nav a[href="/console/settings"]').click();
    await settle();
    expect(location.pathname).to.equal('/console/settings');
    expect(document.title).to.match(/^Settings/);
    expect(focused()?.textContent).to.equal('Settings');
    expect(find(shell, 'nav [aria-current=page]').textContent).to.equal('Settings');

    const isBack = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.back();
    await isBack;
    await settle();
    expect(focused()?.textContent).to.equal('Overview');
  });

  it('leaves links that open elsewhere to the browser', async () => {
    const shell = await openConsole(makeStage(), '/console', sessionOf('viewer'));
    let isLeft = false;
    document.addEventListener(
      'click',
      (click) => {
        isLeft = !click.defaultPrevented;
        click.preventDefault();
      },
      { once: true },
    );
    const init = { bubbles: true, composed: true, cancelable: true, ctrlKey: true };
    find(shell, 'nav a[href="/console/users"]').dispatchEvent(new MouseEvent('click', init));
    expect(isLeft).to.equal(true);
    expect(location.pathname).to.equal('/console');
  });

  it('skips to the content', async () => {
    const shell = await openConsole(makeStage(), '/console', sessionOf('viewer'));
    const skip = find(shell, '.skip');
    expect(findAll(shell, 'a, button')[0]).to.equal(skip);
    skip.click();
    expect(focused()?.textContent).to.equal('Overview');
  });

  it('says at which address the console is, where it is not this one', async () => {
    const stage = makeStage();
    const message =
      'The console answers only its own pages. Open it at https://auth.example/console.';
    stage.client.answer({ session: refuse('forbidden', { message }) });
    history.pushState(null, '', '/console');
    const { context, question } = stage;
    const shell = Object.assign(document.createElement('console-shell'), { context, question });
    document.body.append(shell);
    await settle();
    expect(textOf(shell)).to.include('The console is not at this address');
    expect(textOf(shell)).to.include(message);
    expect(findAll(shell, 'totp-verify')).to.have.lengthOf(0);
  });

  it('says that the server does not answer, and asks again', async () => {
    const stage = makeStage();
    stage.client.answer({ session: refuse('server_unreachable') });
    history.pushState(null, '', '/console');
    const { context, question } = stage;
    const shell = Object.assign(document.createElement('console-shell'), { context, question });
    document.body.append(shell);
    await settle();
    expect(textOf(shell)).to.include('The server does not answer');
    stage.client.answer({ session: async () => sessionOf('viewer') });
    find(find(shell, 'console-sign-in'), 'button').click();
    await settle();
    expect(findAll(shell, 'console-overview')).to.have.lengthOf(1);
  });

  it('signs out, and keeps nothing on the page', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console', sessionOf('viewer'));
    find(shell, 'header .quiet').click();
    await settle();
    expect(stage.client.calls.signOut).to.have.lengthOf(1);
    expect(findAll(shell, 'console-overview')).to.have.lengthOf(0);
    expect(findAll(shell, 'totp-verify')).to.have.lengthOf(1);
  });

  it('stays signed in where signing out fails, and says why', async () => {
    const stage = makeStage();
    stage.client.answer({ signOut: refuse('server_unreachable') });
    const shell = await openConsole(stage, '/console', sessionOf('viewer'));
    find(shell, 'header .quiet').click();
    await settle();
    expect(textOf(shell)).to.include('The server does not answer.');
    expect(findAll(shell, 'console-overview')).to.have.lengthOf(1);
  });
});
