import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import {
  choose,
  confirmTask,
  listed,
  named,
  press,
  pressInMenu,
  stageUsers,
  typeKey,
} from '../../testing/administration.ts';
import {
  captureConsole,
  clearStage,
  enter,
  find,
  findAll,
  focused,
  settle,
  stage,
  textOf,
} from '../../testing/stage.ts';
import { setMessages } from '../../messages/own-messages.ts';
import { usersEn } from '../../messages/console-en.ts';

describe('<totp-users>', () => {
  const said = captureConsole();
  afterEach(() => {
    clearStage();
    document.documentElement.lang = 'en';
  });

  it('lists users, fifty a page', async () => {
    const { element } = await stageUsers(60);
    expect(listed(element)).to.have.lengthOf(50);
    expect(find(element, '.range').textContent).to.equal('1–50 of 60');
    await press(element, 'Next');
    expect(listed(element)[0]).to.equal('user-051@example.com');
    expect(find(element, '.range').textContent).to.equal('51–60 of 60');
    expect(named(element, 'Next').getAttribute('aria-disabled')).to.equal('true');
    await press(element, 'Previous');
    expect(listed(element)[0]).to.equal('user-001@example.com');
  });

  it('says of each what there is to say, with exact times behind relative ones', async () => {
    const { element } = await stageUsers(0, (api) => {
      const lastSignInAt = api.clock.isoIn(-3 * 3_600_000);
      api.add({
        loginId: 'ada',
        name: 'Ada',
        signIn: 'ticket',
        recoveryCodesLeft: 3,
        lastSignInAt,
      });
      api.add({ loginId: 'bob', isStopped: true, authenticators: [] });
      api.add({ loginId: 'cyd', waitingUntil: api.clock.isoIn(30_000) });
      api.add({ loginId: 'dot', status: 'disabled' });
    });
    const [ada = '', bob = '', cyd = '', dot = ''] = findAll(element, 'tbody tr').map(textOf);
    for (const word of ['ada', 'Ada', 'Enabled', 'Second factor', '3 hours ago', 'yesterday'])
      expect(ada).to.include(word);
    expect(bob).to.include('Stopped').and.to.include('Never');
    expect(cyd).to.include('Waiting');
    expect(dot).to.include('Disabled');
    const time = find<HTMLTimeElement>(element, 'tbody time');
    expect(time.dateTime).to.equal('2026-03-01T09:00:00.000Z');
    expect(time.title).to.match(/2026/);
  });

  it('writes numbers and times in the language of the page', async () => {
    document.documentElement.lang = 'de';
    const { element } = await stageUsers(1);
    while (!textOf(element).includes('gestern')) await new Promise((next) => setTimeout(next, 5));
    expect(textOf(element)).to.include('Login ID');
  });

  it('shows what strangers wrote as text, cut but whole behind it', async () => {
    const name = `<img src=x onerror="globalThis.wasRun = true">\u202E${'A'.repeat(10_000)}`;
    const { element } = await stageUsers(0, (api) => {
      api.add({ loginId: '<script>alert(1)</script>', name, email: 'javascript:alert(1)' });
    });
    expect(findAll(element, 'img, script, a')).to.have.lengthOf(0);
    expect(listed(element)).to.deep.equal(['<script>alert(1)</script>']);
    const cell = find(element, 'td.name bdi');
    expect([cell.textContent, cell.title]).to.deep.equal([name, name]);
    expect(find(element, 'tbody tr').getBoundingClientRect().height).to.be.lessThan(60);
    find(element, '[part=login-id]').click();
    await settle();
    expect(findAll(element, 'img, script, a')).to.have.lengthOf(0);
    expect(textOf(find(element, '#record'))).to.include('javascript:alert(1)');
  });

  it('sorts by a heading, and back', async () => {
    const { element } = await stageUsers(3);
    const heading = (): string | null | undefined =>
      named(element, 'Login ID').closest('th')?.getAttribute('aria-sort');
    expect(heading()).to.equal('ascending');
    await press(element, 'Login ID');
    expect(heading()).to.equal('descending');
    expect(listed(element)[0]).to.equal('user-003@example.com');
    await press(element, 'Last sign-in');
    expect(heading()).to.equal(null);
  });

  it('searches, and says why there is no sorting then', async () => {
    const { clock, element } = await stageUsers(12);
    await enter(find(element, '#search'), 'user-01');
    clock.pass(250);
    await settle();
    expect(listed(element)).to.have.lengthOf(3);
    const sort = named(element, 'Login ID');
    expect(sort.getAttribute('aria-disabled')).to.equal('true');
    expect(find(element, '#search-order').hidden).to.equal(false);
    await press(element, 'Login ID');
    expect(listed(element)).to.have.lengthOf(3);
    await press(element, 'Show everybody');
    expect(listed(element)).to.have.lengthOf(12);
    expect(find<HTMLInputElement>(element, '#search').value).to.equal('');
  });

  it('goes to the search by a slash, unless somebody is writing', async () => {
    await stageUsers(1);
    await typeKey('/');
    expect(focused()?.id).to.equal('search');
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    await typeKey('/');
    expect(focused()).to.equal(field);
  });

  it('narrows by chips, of which some exclude each other', async () => {
    const { api, element } = await stageUsers(3, (made) => {
      made.add({ loginId: 'zoe', status: 'disabled', authenticators: [] });
    });
    await press(element, 'Disabled');
    expect(listed(element)).to.deep.equal(['zoe']);
    await press(element, 'Has an authenticator app');
    expect(textOf(element)).to.include('Nobody found');
    await press(element, 'No authenticator app');
    expect(listed(element)).to.deep.equal(['zoe']);
    await press(element, 'Enabled');
    expect(api.asked.at(-1)?.argument).to.include({ status: 'enabled', totp: 'false' });
    await press(element, 'Enabled');
    expect(api.asked.at(-1)?.argument).not.to.have.property('status');
    expect(named(element, 'No authenticator app').ariaPressed).to.equal('true');
  });

  it('teaches where there is nobody yet', async () => {
    const { element } = await stageUsers(0);
    expect(textOf(element)).to.include('No users yet').and.to.include('POST /api/v1/manage/users');
  });

  it('says what went wrong, and tries again', async () => {
    const { element } = await stageUsers(2, (api) => api.fail('listUsers', 'server_unreachable'));
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(textOf(element)).to.include('The server does not answer. Check your connection');
    await press(element, 'Try again');
    expect(listed(element)).to.have.lengthOf(2);
  });

  it('waits as long as it is told to', async () => {
    const { element } = await stageUsers(2, (api) => api.fail('listUsers', 'too_many_attempts'));
    expect(textOf(element)).to.include('Too many requests. Try again in 30 seconds.');
  });

  it('says once that nobody is signed in, and comes back by refresh()', async () => {
    const needed: Event[] = [];
    const listener = (event: Event): void => void needed.push(event);
    document.addEventListener('totp-sign-in-needed', listener);
    const { element } = await stageUsers(2, (api) => {
      api.fail('session', 'unauthenticated');
      api.fail('listUsers', 'unauthenticated');
    });
    document.removeEventListener('totp-sign-in-needed', listener);
    expect(needed).to.have.lengthOf(1);
    expect(textOf(element)).to.include('Your session has ended');
    expect(element.matches(':state(signed-out)')).to.equal(true);
    await element.refresh();
    await settle();
    expect(listed(element)).to.have.lengthOf(2);
  });

  it('knows nothing of an administrator any more after reset()', async () => {
    const { api, clock, element } = await stageUsers(3);
    await enter(find(element, '#search'), 'user');
    clock.pass(250);
    await settle();
    await choose(element, 0, 1);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    await press(element, 'user-002@example.com');
    expect(textOf(element)).to.include('ticket=');
    expect(find<HTMLDialogElement>(element, '#record').open).to.equal(true);
    await enter(find(element, '#search'), 'user-003');

    api.role = 'viewer';
    await element.reset();
    await settle();
    for (const id of ['#record', '#task'])
      expect(find<HTMLDialogElement>(element, id).open, id).to.equal(false);
    expect(textOf(element)).not.to.include('ticket=');
    expect(element.matches(':state(selecting)')).to.equal(false);
    expect(find<HTMLInputElement>(element, '#search').value).to.equal('');
    expect(listed(element)).to.have.lengthOf(3);
    expect(findAll(element, 'input[type=checkbox], [part=menu-button]')).to.have.lengthOf(0);
    const { length } = api.asked;
    clock.pass(250);
    await settle();
    expect(api.asked).to.have.lengthOf(length);
  });

  it('takes no answer that was meant for somebody else after reset()', async () => {
    const { api, element } = await stageUsers(1);
    const { session } = api;
    const late = Promise.withResolvers<never>();
    api.session = () => late.promise;
    const refreshed = element.refresh();
    api.session = session;
    await element.reset();
    late.reject(new TotpError('unauthenticated'));
    await refreshed;
    await settle();
    expect(element.matches(':state(signed-out)')).to.equal(false);
    expect(listed(element)).to.have.lengthOf(1);
  });

  it('says nothing of what was done before reset()', async () => {
    const { element } = await stageUsers(1, (api) => api.change('user-1', { status: 'disabled' }));
    await pressInMenu(element, 'Enable');
    expect(textOf(find(element, '[part=message]'))).to.include('user-001@example.com');
    await element.reset();
    await settle();
    expect(textOf(find(element, '[part=message]'))).to.equal('');
  });

  it('offers viewers nothing to do', async () => {
    const { element } = await stageUsers(2, (api) => (api.role = 'viewer'));
    expect(listed(element)).to.have.lengthOf(2);
    expect(findAll(element, 'input[type=checkbox], [part=menu-button]')).to.have.lengthOf(0);
    await press(element, 'user-001@example.com');
    expect(findAll(element, '#record [part=task]')).to.have.lengthOf(0);
  });

  it('offers everything where there is no console, and what the page says in any case', async () => {
    const { element } = await stageUsers(2, (api) => api.fail('session', 'not_found'));
    expect(findAll(element, '[part=menu-button]')).to.have.lengthOf(2);
    element.permissions = { role: 'viewer', seesLinks: false };
    await settle();
    expect(findAll(element, '[part=menu-button]')).to.have.lengthOf(0);
  });

  it('names a server that is no web address', async () => {
    const element = await stage('totp-users', { server: 'ftp://example.com' });
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(said.join()).to.include('server="ftp://example.com" is not a web address');
  });

  it('sends nothing to a server on another origin', async () => {
    const { fetch } = globalThis;
    const sent: string[] = [];
    globalThis.fetch = async (input) => {
      sent.push(input instanceof Request ? input.url : String(input));
      return Response.error();
    };
    const element = await stage('totp-users', { server: 'https://evil.example/console' });
    globalThis.fetch = fetch;
    expect(sent).to.deep.equal([]);
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(said.join()).to.include(
      `server="https://evil.example/console/" is not on the origin of this page, ${location.origin}.`,
    );
  });

  it('asks for no code on another origin, whoever the client is', async () => {
    const { api, element } = await stageUsers(1, (made) => (made.isFresh = false));
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    expect(findAll(element, 'totp-verify')).to.have.lengthOf(1);
    const { length } = api.asked;
    element.server = '//evil.example/console';
    await settle();
    expect(findAll(element, 'totp-verify')).to.have.lengthOf(0);
    expect(element.matches(':state(failed)')).to.equal(true);
    expect(api.asked).to.have.lengthOf(length);
  });

  it('says it in the words of the page', async () => {
    setMessages('en', { usersDeleteTotp: 'Reset app' });
    const { element } = await stageUsers(1);
    find(element, '[part=menu-button]').click();
    await settle();
    setMessages('en', usersEn);
    expect(textOf(find(element, '[role=menu]'))).to.include('Reset app');
  });
});
