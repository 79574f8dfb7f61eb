import { expect } from 'chai';
import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { confirmTask, pressInMenu } from '../../../components/src/lib/testing/administration.ts';
import { verification } from '../../../components/src/lib/testing/answers.ts';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  captureConsole,
  enter,
  enterCode,
  enterLoginId,
  find,
  findAll,
  focused,
  settle,
  submit,
  textOf,
} from '../../../components/src/lib/testing/stage.ts';
import { inMinutes, sessionOf, sessionTimes } from '../testing/answers.ts';
import {
  leaveConsoleAfterEach,
  makeStage,
  openConsole,
  type ConsoleStage,
} from '../testing/console-stage.ts';

const minuteMs = 60_000;

function navigationOf(shell: HTMLElement): string[] {
  return findAll(shell, 'nav a').map((link) => link.textContent.trim());
}

async function signIn(shell: HTMLElement): Promise<void> {
  await enterLoginId(shell, 'root');
  await enterCode(shell, '123456');
  await settle();
}

/** After the end of a session, for the usual time. */
async function signInAgain(
  shell: HTMLElement,
  { stage, who }: { readonly stage: ConsoleStage; readonly who: ConsoleSession },
): Promise<void> {
  const session = { ...sessionTimes, expiresAt: inMinutes(30) };
  stage.client.answer({ session: async () => ({ ...who, session }) });
  await signIn(shell);
}

async function makeKey(shell: HTMLElement): Promise<void> {
  find(shell, '.bar button').click();
  await settle();
  await enter(find(shell, '#name'), 'shop');
  find(shell, 'input[value="users:read"]').click();
  find(find(shell, 'console-keys'), 'button[type=submit]').click();
  await settle();
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

describe('the end of a session', () => {
  leaveConsoleAfterEach();

  it('is said two minutes before, and put off', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console', sessionOf('viewer'));
    stage.clock.pass(13 * minuteMs);
    await settle();
    expect(textOf(shell)).to.match(/Are you still there\?.* 2:00/);
    expect(find(find(shell, 'console-idle-warning'), 'dialog').getAttribute('role')).to.equal(
      'alertdialog',
    );
    stage.clock.pass(1000);
    await settle();
    expect(textOf(shell)).to.include('1:59');

    stage.client.answer({
      continueSession: async () => ({ ...sessionTimes, expiresAt: inMinutes(28) }),
    });
    find(find(shell, 'console-idle-warning'), '.actions .button').click();
    await settle();
    expect(stage.client.calls.continueSession).to.have.lengthOf(1);
    expect(findAll(shell, 'console-idle-warning')).to.have.lengthOf(0);
  });

  it('brings the sign-in up, and afterwards everything is as it was', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('viewer'));
    await enter(find(shell, '#user'), 'ada@exam');
    stage.clock.pass(15 * minuteMs);
    await settle();
    expect(textOf(find(shell, 'dialog.return'))).to.include('You were signed out');
    expect(find<HTMLDialogElement>(shell, 'dialog.return').open).to.equal(true);
    expect(findAll(shell, 'console-idle-warning')).to.have.lengthOf(0);

    await signInAgain(shell, { stage, who: sessionOf('viewer') });
    expect(findAll(shell, 'dialog.return')).to.have.lengthOf(0);
    expect(find<HTMLInputElement>(shell, '#user').value).to.equal('ada@exam');
  });

  it('comes with any answer that nobody is signed in', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/keys', sessionOf('administrator'));
    stage.client.answer({ administrators: refuse('unauthenticated') });
    find(shell, 'nav a[href="/console/administrators"]').click();
    await settle();
    expect(find<HTMLDialogElement>(shell, 'dialog.return').open).to.equal(true);

    stage.client.answer({ administrators: async () => [] });
    await signIn(shell);
    expect(findAll(find(shell, 'console-administrators'), 'table')).to.have.lengthOf(1);
    expect(textOf(shell)).not.to.include('You were signed out before');
  });

  it('leaves nothing of the page behind the sign-in, however often that is closed', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('viewer'));
    stage.clock.pass(15 * minuteMs);
    await settle();
    const dialog = find<HTMLDialogElement>(shell, 'dialog.return');
    for (let escapes = 0; escapes < 4; escapes += 1) {
      const isClosed = new Promise((resolve) => dialog.addEventListener('close', resolve));
      dialog.close();
      await isClosed;
      expect(dialog.matches(':modal')).to.equal(true);
    }
    for (const part of ['header', 'nav', 'main']) {
      expect(find(shell, part).checkVisibility(), part).to.equal(false);
      expect(find(shell, part).inert, part).to.equal(true);
    }
    await signInAgain(shell, { stage, who: sessionOf('viewer') });
    expect(find(shell, 'main').checkVisibility()).to.equal(true);
    expect(find(shell, 'main').inert).to.equal(false);
  });

  it('takes a new key off the page', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/keys', sessionOf('administrator'));
    await makeKey(shell);
    expect(textOf(shell)).to.include('totpkit_secret');
    stage.clock.pass(15 * minuteMs);
    await settle();
    expect(textOf(shell)).not.to.include('totpkit_secret');
    await signInAgain(shell, { stage, who: sessionOf('administrator') });
    expect(textOf(shell)).not.to.include('totpkit_secret');
  });

  it('takes the link of an invitation off the page', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/administrators', sessionOf('administrator'));
    find(shell, '.bar button').click();
    await settle();
    await enter(find(find(shell, 'console-administrators'), '#login-id'), 'helper');
    await submit(find(shell, 'console-administrators'));
    expect(textOf(shell)).to.include('invitation_secret');
    stage.clock.pass(15 * minuteMs);
    await settle();
    expect(textOf(shell)).not.to.include('invitation_secret');
  });

  it('takes links of users off the page, and keeps what is searched for', async () => {
    const stage = makeStage();
    stage.management.add({ loginId: 'ada@example.com' });
    const shell = await openConsole(stage, '/console/users', sessionOf('administrator'));
    const users = find(shell, 'totp-users');
    await enter(find(users, '#search'), 'ada');
    await pressInMenu(users, 'Delete TOTP Seed');
    await confirmTask(users);
    expect(textOf(users)).to.include('ticket=');
    stage.clock.pass(15 * minuteMs);
    await settle();
    expect(textOf(users)).not.to.include('ticket=');
    expect(find<HTMLInputElement>(users, '#search').value).to.equal('ada');
  });

  it('gives somebody else a page of their own', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('viewer'));
    await enter(find(shell, '#user'), 'ada@exam');
    stage.context.keeper.notice(new TotpError('unauthenticated'));
    await settle();
    stage.client.answer({ session: async () => sessionOf('viewer', 'somebody else') });
    await signIn(shell);
    expect(find<HTMLInputElement>(shell, '#user').value).to.equal('');
  });
});

describe('what needs a fresh code', () => {
  leaveConsoleAfterEach();

  it('asks for one, and goes on by itself', async () => {
    const stage = makeStage();
    stage.management.isFresh = false;
    const shell = await openConsole(stage, '/console/keys', sessionOf('administrator'));
    await makeKey(shell);
    expect(textOf(shell)).to.include('so it needs a code from the last five minutes');
    expect(focused()?.id).to.equal('code');
    stage.signIn.answer({
      stepUp: async () => {
        stage.management.isFresh = true;
        return verification;
      },
    });
    await enterCode(find(shell, 'totp-verify'), '123456');
    await settle();
    expect(textOf(shell)).to.include('totpkit_secret');
    expect(findAll(shell, 'totp-verify')).to.have.lengthOf(0);
  });

  it('is not done without one, and what was typed stays', async () => {
    const stage = makeStage();
    stage.management.isFresh = false;
    const shell = await openConsole(stage, '/console/keys', sessionOf('administrator'));
    await makeKey(shell);
    const cancel = new Event('cancel', { cancelable: true });
    find(find(shell, 'console-dialog:has(totp-verify)'), 'dialog').dispatchEvent(cancel);
    await settle();
    expect(findAll(shell, 'totp-verify')).to.have.lengthOf(0);
    expect(find<HTMLInputElement>(shell, '#name').value).to.equal('shop');
    expect(stage.management.keys).to.have.lengthOf(1);
  });

  for (const [who, next] of [
    ['somebody else', sessionOf('administrator', 'somebody else')],
    ['the same administrator', sessionOf('administrator')],
    ['the same one in another role', sessionOf('support')],
  ] as const) {
    it(`is dropped at the end of the session, and not done once ${who} signs in`, async () => {
      const stage = makeStage();
      stage.management.isFresh = false;
      const shell = await openConsole(stage, '/console/keys', sessionOf('administrator'));
      await makeKey(shell);
      expect(stage.question.isOpen).to.equal(true);
      stage.context.keeper.notice(new TotpError('unauthenticated'));
      await settle();
      expect(stage.question.isOpen).to.equal(false);
      expect(textOf(find(shell, 'console-keys'))).to.include(
        'You were signed out before this was done. Try it again.',
      );
      stage.management.isFresh = true;
      await signInAgain(shell, { stage, who: next });
      expect(stage.management.keys).to.have.lengthOf(1);
      expect(stage.question.isOpen).to.equal(false);
    });
  }
});
