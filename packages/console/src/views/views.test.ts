import { expect } from 'chai';
import { TotpError } from '@totp-kit/protocol/errors';
import { refuse } from '../../../components/src/lib/testing/scripted-client.ts';
import {
  enter,
  find,
  findAll,
  focused,
  settle,
  textOf,
  until,
} from '../../../components/src/lib/testing/stage.ts';
import { administrators, event, hostileName, sessionOf } from '../testing/answers.ts';
import {
  leaveConsoleAfterEach,
  makeStage,
  openConsole,
  type ConsoleStage,
} from '../testing/console-stage.ts';

async function open(stage: ConsoleStage, view: string): Promise<HTMLElement> {
  const shell = await openConsole(stage, `/console/${view}`, sessionOf('administrator'));
  return find(shell, view ? `console-${view}` : 'console-overview');
}

async function press(root: HTMLElement, name: string): Promise<void> {
  const buttons = findAll(root, 'button');
  const button = buttons.find(
    (candidate) => (candidate.ariaLabel ?? candidate.textContent.trim()) === name,
  );
  if (!button) throw new Error(`There is no button "${name}".`);
  button.focus();
  button.click();
  await settle();
}

describe('<console-overview>', () => {
  leaveConsoleAfterEach();

  it('shows four numbers and what they are out of', async () => {
    const view = await open(makeStage(), '');
    const numbers = findAll(view, '.numbers div').map(textOf);
    expect(numbers).to.deep.equal([
      'Users 1,200 3 disabled',
      'With an authenticator app 900 75% of all',
      'Waiting now 2 too many wrong codes',
      'Sign-ins 276 Last 24 hours',
    ]);
  });

  it('says each plot in a sentence, and in a table', async () => {
    const view = await open(makeStage(), '');
    const [chart] = findAll(view, 'console-chart');
    if (!chart) throw new Error('There is no plot.');
    expect(textOf(chart)).to.match(/Sign-ins: 276 in all, most \(23\)/);
    expect(textOf(chart)).to.match(/Sign-ups: 2 in all, most \(2\)/);
    expect(findAll(chart, 'tbody tr')).to.have.lengthOf(24);
    await until(() => findAll(chart, 'canvas').length === 1);
    expect(find(chart, '.plot').getAttribute('aria-hidden')).to.equal('true');
  });

  it('adds up the days of a longer time', async () => {
    const view = await open(makeStage(), '');
    await press(view, 'Last 7 days');
    const [chart] = findAll(view, 'console-chart');
    expect(findAll(chart ?? view, 'tbody tr').length).to.be.within(1, 3);
    expect(find(view, '[aria-pressed=true]').textContent.trim()).to.equal('Last 7 days');
  });

  it('shows the latest events, and what there will be', async () => {
    const stage = makeStage();
    const empty = await open(stage, '');
    expect(textOf(empty)).to.include('Nothing has happened yet.');
    stage.management.auditEvents = Array.from({ length: 30 }, (_, index) => event(index));
    await press(empty, 'Reload');
    expect(findAll(find(empty, 'section'), 'tbody tr')).to.have.lengthOf(10);
  });

  it('says what went wrong, and tries again', async () => {
    const stage = makeStage();
    stage.management.statisticsFault = new TotpError('server_unreachable');
    const view = await open(stage, '');
    expect(textOf(find(view, '[role=alert]'))).to.include('The server does not answer.');
    stage.management.statisticsFault = undefined;
    await press(view, 'Try again');
    expect(findAll(view, '.numbers div')).to.have.lengthOf(4);
    expect(textOf(find(view, '[role=alert]'))).to.equal('');
  });
});

describe('<console-events>', () => {
  leaveConsoleAfterEach();

  function withEvents(count: number): ConsoleStage {
    const stage = makeStage();
    stage.management.auditEvents = Array.from({ length: count }, (_, index) => event(index));
    return stage;
  }

  it('shows what people typed as text, cut short and in its own direction', async () => {
    const view = await open(withEvents(1), 'events');
    const name = find(view, 'tbody bdi');
    expect(name.textContent).to.include('<img src=x');
    expect(name.textContent.length).to.be.lessThan(150);
    expect(findAll(view, 'img')).to.have.lengthOf(0);
    expect(document.title).not.to.include('broken');
  });

  it('goes to older events and back to the newest', async () => {
    const view = await open(withEvents(120), 'events');
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(50);
    await press(view, 'Older events');
    await press(view, 'Older events');
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(20);
    await press(view, 'Newest events');
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(50);
  });

  it('finds events by what happened and to whom', async () => {
    const stage = withEvents(3);
    const { userId } = stage.management.add({ loginId: 'ada@example.com' });
    const view = await open(stage, 'events');
    find<HTMLSelectElement>(view, '#action').value = 'totp.deleted';
    await enter(find(view, '#user'), 'ADA@example.com');
    await press(view, 'Show');
    expect(textOf(view)).to.include('Nothing was found.');
    expect(stage.management.asked.at(-1)).to.deep.equal({
      method: 'listEvents',
      argument: { action: 'totp.deleted', userId },
    });
    await press(view, 'Clear filters');
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(3);
    expect(find<HTMLInputElement>(view, '#user').value).to.equal('');
  });

  it('says what is wrong with a filter', async () => {
    const view = await open(withEvents(1), 'events');
    await enter(find(view, '#user'), 'nobody@example.com');
    await press(view, 'Show');
    expect(textOf(view)).to.include('No user has this login ID.');
    find<HTMLInputElement>(view, '#from').value = '2026-02-02';
    find<HTMLInputElement>(view, '#to').value = '2026-02-01';
    await press(view, 'Show');
    expect(textOf(view)).to.include('The first day is after the last.');
  });

  it('shows the details of an event, and gives the focus back', async () => {
    const stage = makeStage();
    stage.management.auditEvents = [event(1, { reason: hostileName, requestId: 'request-1' })];
    const view = await open(stage, 'events');
    await press(view, 'Details of “Right code”');
    const dialog = find(view, 'console-dialog');
    expect(textOf(dialog)).to.include('request-1');
    expect(textOf(dialog)).to.include('event_1');
    await press(dialog, 'Close');
    expect(findAll(view, 'console-dialog')).to.have.lengthOf(0);
    expect(focused()?.ariaLabel).to.equal('Details of “Right code”');
  });

  it('exports all that is found as a file', async () => {
    const files: Blob[] = [];
    const names: string[] = [];
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    URL.createObjectURL = (file: Blob) => (files.push(file), 'blob:file');
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      names.push(this.download);
    };
    try {
      const view = await open(withEvents(450), 'events');
      await press(view, 'Export as CSV');
      await press(view, 'Export as JSON');
      expect(textOf(view)).to.include('450 events were exported.');
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
    }
    expect(names).to.deep.equal([
      'totp-kit-events-2026-03-01.csv',
      'totp-kit-events-2026-03-01.json',
    ]);
    const [csv = '', json = ''] = await Promise.all(files.map((file) => file.text()));
    expect(csv.trim().split('\r\n')).to.have.lengthOf(451);
    expect(csv).to.include(`"'=<img`);
    expect(JSON.parse(json)).to.have.lengthOf(450);
  });
});

describe('<console-keys>', () => {
  leaveConsoleAfterEach();

  it('asks for what is missing before anything is made', async () => {
    const stage = makeStage();
    const view = await open(stage, 'keys');
    await press(view, 'Make a key');
    expect(focused()?.id).to.equal('name');
    await press(view, 'Make key');
    expect(textOf(find(view, '.actions'))).to.include('Give it a name.');
    await enter(find(view, '#name'), 'shop');
    await press(view, 'Make key');
    expect(textOf(view)).to.include('Choose at least one thing');
    expect(find<HTMLInputElement>(view, '#name').value).to.equal('shop');
    expect(stage.management.keys).to.have.lengthOf(1);
  });

  it('shows a key once, in no attribute, and forgets it', async () => {
    const stage = makeStage();
    const view = await open(stage, 'keys');
    await press(view, 'Make a key');
    await enter(find(view, '#name'), 'shop');
    find(view, 'input[value=verify]').click();
    await press(view, 'Make key');
    expect(stage.management.asked.at(-1)?.argument).to.deep.equal({
      name: 'shop',
      scopes: ['verify'],
    });
    expect(find(view, 'output').textContent).to.equal('totpkit_secret');
    expect(focused()?.textContent).to.equal('Copy');
    expect(find(view, 'console-once').outerHTML).not.to.include('totpkit_secret');
    await press(view, 'I have copied it');
    expect(textOf(view)).not.to.include('totpkit_secret');
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(2);
  });

  it('revokes a key once that is confirmed', async () => {
    const stage = makeStage();
    const view = await open(stage, 'keys');
    await press(view, `Revoke the key ${hostileName}`);
    expect(textOf(view)).to.include('This cannot be undone.');
    await press(view, 'Cancel');
    expect(stage.management.keys).to.have.lengthOf(1);
    await press(view, `Revoke the key ${hostileName}`);
    await press(find(view, 'console-dialog'), 'Revoke');
    expect(textOf(view)).to.include('No keys yet.');
  });
});

describe('<console-administrators>', () => {
  leaveConsoleAfterEach();

  it('lists who may do what, and whom it is waiting for', async () => {
    const view = await open(makeStage(), 'administrators');
    const [own = '', other = ''] = findAll(view, 'tbody tr').map(textOf);
    expect(own).to.match(/^root \( you \) Administrator/);
    expect(other).to.include('Support never Invited until');
  });

  it('adds one, and shows the link once', async () => {
    const stage = makeStage();
    const view = await open(stage, 'administrators');
    await press(view, 'Add an administrator');
    await press(view, 'Make the link');
    expect(textOf(view)).to.include('Enter a login ID.');
    await enter(find(view, '#login-id'), ' helper ');
    find(view, 'input[value=support]').click();
    await press(view, 'Make the link');
    expect(stage.client.calls.addAdministrator).to.deep.equal([
      [{ loginId: 'helper', role: 'support' }],
    ]);
    expect(find(view, 'output').textContent).to.include('#invitation=invitation_secret');
    await press(view, 'I have copied it');
    expect(textOf(view)).not.to.include('invitation_secret');
  });

  it('changes a role', async () => {
    const stage = makeStage();
    const view = await open(stage, 'administrators');
    await press(view, `Change role: ${hostileName}`);
    expect(find<HTMLInputElement>(view, 'input[value=support]').checked).to.equal(true);
    find(view, 'input[value=viewer]').click();
    await press(find(view, 'console-dialog'), 'Change role');
    expect(stage.client.calls.changeRole).to.deep.equal([['admin_2', 'viewer']]);
    expect(textOf(find(view, '[role=status]'))).to.equal('The role was changed.');
  });

  it('resets one, with a new link', async () => {
    const stage = makeStage();
    const view = await open(stage, 'administrators');
    await press(view, `Reset: ${hostileName}`);
    expect(textOf(view)).to.include('recovery codes and sessions end at once');
    await press(find(view, 'console-dialog'), 'Reset');
    expect(stage.client.calls.resetAdministrator).to.deep.equal([['admin_2']]);
    expect(findAll(view, 'output')).to.have.lengthOf(1);
  });

  it('removes one', async () => {
    const stage = makeStage();
    const view = await open(stage, 'administrators');
    await press(view, `Remove: ${hostileName}`);
    stage.client.answer({ administrators: async () => administrators.slice(0, 1) });
    await press(find(view, 'console-dialog'), 'Remove');
    expect(stage.client.calls.removeAdministrator).to.deep.equal([['admin_2']]);
    expect(findAll(view, 'tbody tr')).to.have.lengthOf(1);
  });

  it('says why the last one stays, in the words of the server', async () => {
    const stage = makeStage();
    const message = 'There has to be another administrator first.';
    stage.client.answer({ removeAdministrator: refuse('conflict', { message }) });
    const view = await open(stage, 'administrators');
    await press(view, 'Remove: root');
    await press(find(view, 'console-dialog'), 'Remove');
    expect(textOf(find(view, 'console-dialog'))).to.include(message);
  });
});

describe('<console-settings>', () => {
  leaveConsoleAfterEach();

  it('shows what is in effect and which keys there are', async () => {
    const view = await open(makeStage(), 'settings');
    expect(textOf(view)).to.include('TOTP_KIT_ISSUER Example set');
    expect(textOf(view)).to.include('k1 yes 1,234');
    expect(textOf(view)).to.include('signing-1');
    expect(textOf(view)).to.include('1.2.3');
    expect(textOf(view)).to.include('2 hours ago');
  });
});
