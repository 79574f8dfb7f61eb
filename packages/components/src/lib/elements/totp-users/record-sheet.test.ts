import { expect } from 'chai';
import { confirmTask, press, stageUsers } from '../../testing/administration.ts';
import { clearStage, find, findAll, focused, settle, textOf } from '../../testing/stage.ts';

const sheetOf = (element: HTMLElement): HTMLDialogElement => find(element, '#record');
const firstLogin = 'user-001@example.com';

describe('the record of a user', () => {
  afterEach(clearStage);

  it('says everything, and gives the focus back', async () => {
    const { api, element } = await stageUsers(2, (made) => {
      made.change('user-1', { name: 'Ada', email: 'ada@example.com', phone: '+1 555' });
      const times = {
        createdAt: made.clock.isoIn(-3_600_000),
        expiresAt: made.clock.isoIn(3_600_000),
      };
      made.sessions.set('user-1', [
        { sessionId: 'session-1', verifiedAt: times.createdAt, ...times },
      ]);
      made.browsers.set('user-1', [{ browserId: 'browser-1', ...times }]);
    });
    await api.endWaiting('user-1');
    const opener = find(element, '[part=login-id]');
    opener.focus();
    opener.click();
    await settle();
    const text = textOf(sheetOf(element));
    for (const part of ['Ada', '+1 555', 'user-1', 'Signed in', 'Known since', 'Waiting ended'])
      expect(text).to.include(part);
    expect(text).to.include('by an administrator').and.to.include('192.0.2.1');
    expect(focused()?.id).to.equal('record-title');
    sheetOf(element).dispatchEvent(new Event('cancel', { cancelable: true }));
    await settle();
    expect(sheetOf(element).open).to.equal(false);
    expect(focused()).to.equal(opener);
  });

  it('shows older events on request', async () => {
    const { api, element } = await stageUsers(1);
    for (let times = 0; times < 25; times += 1) await api.endWaiting('user-1');
    await press(element, firstLogin);
    expect(findAll(element, 'section[aria-labelledby=record-timeline] li')).to.have.lengthOf(20);
    await press(sheetOf(element), 'More');
    expect(findAll(element, 'section[aria-labelledby=record-timeline] li')).to.have.lengthOf(25);
    expect(findAll(element, '[part=more]')).to.have.lengthOf(0);
  });

  it('does things to the user, and shows what came of it', async () => {
    const { element } = await stageUsers(1);
    await press(element, firstLogin);
    await press(sheetOf(element), 'Disable');
    await confirmTask(element);
    expect(sheetOf(element).open).to.equal(true);
    expect(textOf(sheetOf(element)))
      .to.include('Disabled')
      .and.to.include('root@example.com');
    await press(sheetOf(element), 'Enable');
    expect(textOf(sheetOf(element))).to.include('Enabled');
  });

  it('closes when the user is deleted', async () => {
    const { element } = await stageUsers(2);
    await press(element, firstLogin);
    await press(sheetOf(element), 'Delete user');
    await confirmTask(element, { typed: firstLogin });
    expect(sheetOf(element).open).to.equal(false);
  });

  it('says what could not be loaded, whole or in part', async () => {
    const { api, element } = await stageUsers(1);
    api.fail('getUser', 'server_unreachable');
    api.fail('listBrowsers', 'forbidden', 'forbidden');
    await press(element, firstLogin);
    expect(textOf(sheetOf(element))).to.include('The server does not answer');
    await press(sheetOf(element), 'Try again');
    expect(textOf(sheetOf(element))).to.include('Your role does not allow this');
  });
});
