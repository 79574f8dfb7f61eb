import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { confirmTask, pressInMenu } from '../../../components/src/lib/testing/administration.ts';
import { verification } from '../../../components/src/lib/testing/answers.ts';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  captureConsole,
  enter,
  enterCode,
  find,
  findAll,
  focused,
  settle,
  submit,
  textOf,
} from '../../../components/src/lib/testing/stage.ts';
import { inMinutes, sessionOf, sessionTimes } from '../testing/answers.ts';
import { leaveConsoleAfterEach, makeStage, openConsole } from '../testing/console-stage.ts';
import { makeKey, signIn, signInAgain } from '../testing/console-steps.ts';

const minuteMs = 60_000;

captureConsole();

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
    expect(focused()?.textContent.trim()).to.equal('Stay signed in');
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
      dialog.close();
      // Browsers tell with the next frame, which a page that nobody looks at has none of.
      dialog.dispatchEvent(new Event('close'));
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

describe('other tabs', () => {
  leaveConsoleAfterEach();

  const administratorId = 'admin_root';

  it('take the page away when they sign out', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('viewer'));
    stage.tabs.hear({ state: 'signed-out', administratorId });
    await settle();
    expect(findAll(shell, 'console-events')).to.have.lengthOf(0);
    expect(findAll(shell, 'totp-verify')).to.have.lengthOf(1);
  });

  it('take what was kept after the end of a session away, too', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('viewer'));
    stage.clock.pass(15 * minuteMs);
    await settle();
    expect(findAll(shell, 'console-events')).to.have.lengthOf(1);
    stage.tabs.hear({ state: 'signed-out', administratorId });
    await settle();
    expect(findAll(shell, 'console-events')).to.have.lengthOf(0);
  });

  it('give somebody else who signs in there a page of their own here', async () => {
    const stage = makeStage();
    const shell = await openConsole(stage, '/console/events', sessionOf('administrator'));
    await enter(find(shell, '#user'), 'ada@exam');
    stage.client.answer({ session: async () => sessionOf('viewer', 'else') });
    const endsAt = Date.parse(inMinutes(15));
    stage.tabs.hear({ state: 'signed-in', administratorId: 'admin_else', endsAt });
    await shell.updateComplete;
    expect(findAll(shell, 'header')).to.have.lengthOf(0);
    await settle();
    expect(textOf(find(shell, 'header'))).to.match(/else.*viewer/i);
    expect(findAll(shell, 'nav a')).to.have.lengthOf(3);
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
