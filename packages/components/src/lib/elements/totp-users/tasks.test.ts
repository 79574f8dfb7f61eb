import { expect } from 'chai';
import {
  choose,
  confirmTask,
  listed,
  press,
  pressInMenu,
  stageUsers,
  type Administration,
} from '../../testing/administration.ts';
import { MemoryManagement } from '../../testing/memory-management.ts';
import {
  clearStage,
  enterCode,
  find,
  findAll,
  focused,
  listen,
  settle,
  textOf,
  until,
} from '../../testing/stage.ts';

const original = {
  writeText: navigator.clipboard.writeText,
  createObjectURL: URL.createObjectURL,
  click: HTMLAnchorElement.prototype.click,
};

const dialogOf = (element: HTMLElement): HTMLDialogElement => find(element, '#task');

function watchClipboard(): string[] {
  const copied: string[] = [];
  navigator.clipboard.writeText = async (text) => void copied.push(text);
  return copied;
}

describe('<totp-users>, doing things', () => {
  afterEach(() => {
    clearStage();
    navigator.clipboard.writeText = original.writeText;
    URL.createObjectURL = original.createObjectURL;
    HTMLAnchorElement.prototype.click = original.click;
  });

  it('selects on one page and the next, with the count and the tasks over the header line', async () => {
    const { element } = await stageUsers(60);
    await choose(element, 0, 2);
    await press(element, 'Next');
    await choose(element, 1);
    expect(find(element, '[part=selection-bar]').ariaLabel).to.equal('3 selected');
    const [first] = findAll(element, '[part=selection-bar] [part=task]');
    expect(first?.textContent.trim()).to.equal('Delete TOTP Seed');
    await press(element, 'Previous');
    expect(findAll(element, 'tbody input:checked')).to.have.lengthOf(2);
    find(element, '#select-page').click();
    await settle();
    expect(find(element, '[part=selection-bar]').ariaLabel).to.equal('51 selected');
    await press(element, 'Clear selection');
    expect(findAll(element, '[part=selection-bar]')).to.have.lengthOf(0);
  });

  it('says how many found no room in the selection', async () => {
    const { element } = await stageUsers(520);
    for (let page = 0; page < 11; page += 1) {
      find(element, '#select-page').click();
      await settle();
      await press(element, 'Next');
    }
    expect(find(element, '[part=selection-bar]').ariaLabel).to.equal('500 selected');
    await choose(element, 0);
    expect(findAll(element, 'tbody input:checked')).to.have.lengthOf(0);
    expect(find(element, '[part=message]').textContent).to.include('At most 500 users');
  });

  it('describes what it is going to do, and has it typed', async () => {
    const { api, element } = await stageUsers(8);
    await choose(element, 0, 1, 2, 3, 4, 5, 6);
    await press(element, 'Delete TOTP Seed');
    expect(textOf(dialogOf(element))).to.include(
      'Delete TOTP seed for 7 users. They are signed out everywhere and need a new link to enroll.',
    );
    expect(textOf(dialogOf(element))).to.include('and 2 more');
    await confirmTask(element, { typed: '7' });
    expect(focused()?.id).to.equal('reason');
    expect(textOf(dialogOf(element))).to.include('Say why');
    await confirmTask(element, { typed: '8', reason: 'lost' });
    expect(focused()?.id).to.equal('typed');
    expect(api.asked.some(({ method }) => method === 'deleteTotp')).to.equal(false);
  });

  it('deletes for many, tells of each once, and lets none of the links out', async () => {
    const copied = watchClipboard();
    const { api, element } = await stageUsers(3);
    const changes = listen(document.body, 'totp-users-changed');
    await choose(element, 0, 1);
    await press(element, 'Delete TOTP Seed');
    await confirmTask(element, { typed: '2', reason: 'lost phones' });
    expect(findAll(element, '[part=result]')).to.have.lengthOf(2);
    expect(changes.map(({ kind, userIds }) => [kind, userIds])).to.deep.equal([
      ['delete-totp', ['user-1', 'user-2']],
    ]);
    expect(JSON.stringify(changes)).not.to.include('secret');
    const attributes = findAll(element, '*').flatMap((one) =>
      [...one.attributes].map(({ value }) => value),
    );
    expect(attributes.join()).not.to.include('ticket=');
    expect(findAll(element, '[part=selection-bar]')).to.have.lengthOf(0);
    await press(element, 'Copy all');
    expect(copied).to.deep.equal([
      '"user-001@example.com"\t"https://auth.example/enroll#ticket=secret-5"\n' +
        '"user-002@example.com"\t"https://auth.example/enroll#ticket=secret-7"',
    ]);
    await press(dialogOf(element), 'Close');
    expect(dialogOf(element).open).to.equal(false);
    expect(textOf(element)).not.to.include('ticket=');
    expect(api.users.get('user-1')?.authenticators).to.deep.equal([]);
  });

  it('warns before it closes over links that nobody has', async () => {
    watchClipboard();
    const { element } = await stageUsers(1);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    dialogOf(element).dispatchEvent(new Event('cancel', { cancelable: true }));
    await settle();
    expect(dialogOf(element).open).to.equal(true);
    expect(textOf(dialogOf(element))).to.include('Not every link is copied');
    find(element, '[part=copy]').click();
    await settle();
    expect(textOf(dialogOf(element))).not.to.include('Not every link is copied');
    await press(dialogOf(element), 'Close');
    expect(dialogOf(element).open).to.equal(false);
  });

  it('has the browser ask before a page goes with links that nobody has', async () => {
    const leave = (): boolean =>
      !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    watchClipboard();
    const { element } = await stageUsers(1);
    expect(leave()).to.equal(false);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    expect(leave()).to.equal(true);
    find(element, '[part=copy]').click();
    await settle();
    expect(leave()).to.equal(false);
  });

  it('closes over links when it is told to', async () => {
    const { element } = await stageUsers(1);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    await press(dialogOf(element), 'Close');
    await press(dialogOf(element), 'Close anyway');
    expect(textOf(element)).not.to.include('ticket=');
  });

  it('selects a link where the browser does not copy', async () => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    const { element } = await stageUsers(1);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    find(element, '[part=copy]').click();
    await settle();
    expect(textOf(dialogOf(element))).to.include('The link is selected');
  });

  it('copies no formula to a sheet', async () => {
    const copied = watchClipboard();
    const { element } = await stageUsers(0, (api) => {
      for (const loginId of ['=IMPORTDATA("//evil")', '＝1', 'a\t=1']) api.add({ loginId });
    });
    find(element, '#select-page').click();
    await settle();
    await press(element, 'Delete TOTP Seed');
    await confirmTask(element, { typed: '3', reason: 'lost' });
    await press(element, 'Copy all');
    const cells = (copied[0] ?? '').split('\n').map((line) => line.split('\t"https')[0] ?? '');
    expect(cells.sort()).to.deep.equal([`"'=IMPORTDATA(""//evil"")"`, `"'＝1"`, '"a\t=1"']);
  });

  it('downloads links in a table that no spreadsheet computes', async () => {
    const blobs: Blob[] = [];
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:links';
    };
    HTMLAnchorElement.prototype.click = () => {};
    const { element } = await stageUsers(0, (api) => {
      const loginIds = ['=1+1', '+1', '-1', '@a', '＝1', 'a;=1', 'plain, "quoted"'];
      for (const loginId of loginIds) api.add({ loginId });
    });
    find(element, '#select-page').click();
    await settle();
    await press(element, 'Delete TOTP Seed');
    await confirmTask(element, { typed: '7', reason: 'lost' });
    await press(element, 'Download CSV');
    const rows = ((await blobs[0]?.text()) ?? '').split('\r\n');
    expect(rows[0]).to.equal('"Login ID","Link","Expires"');
    const first = rows.slice(1, -1).map((row) => row.split(',"https')[0] ?? '');
    expect(first.sort()).to.deep.equal([
      `"'+1"`,
      `"'-1"`,
      `"'=1+1"`,
      `"'@a"`,
      `"'＝1"`,
      '"a;=1"',
      '"plain, ""quoted"""',
    ]);
    await press(dialogOf(element), 'Close');
    expect(dialogOf(element).open).to.equal(false);
  });

  it('does what takes nothing away at once, and says so', async () => {
    const { element } = await stageUsers(1, (api) => api.change('user-1', { status: 'disabled' }));
    await pressInMenu(element, 'Enable');
    expect(dialogOf(element).open).to.equal(false);
    expect(find(element, '[part=message]').textContent).to.equal(
      'user-001@example.com is enabled.',
    );
    expect(textOf(find(element, 'tbody tr'))).to.include('Enabled');
  });

  it('deletes a user whose login ID is typed', async () => {
    const { api, element } = await stageUsers(2);
    await pressInMenu(element, 'Delete user');
    await confirmTask(element, { typed: 'user-002@example.com' });
    expect(api.users.size).to.equal(2);
    await confirmTask(element, { typed: 'user-001@example.com' });
    expect(listed(element)).to.deep.equal(['user-002@example.com']);
    expect(find(element, '[part=message]').textContent).to.include('is deleted');
  });

  it('explains who has changed meanwhile, and looks again', async () => {
    const { api, clock, element } = await stageUsers(2);
    clock.pass(60_000);
    api.change('user-1', { name: 'Changed' });
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    expect(textOf(dialogOf(element))).to.include('Changed meanwhile, left alone');
    expect(api.users.get('user-1')?.authenticators).to.have.lengthOf(1);
    await press(element, 'Look again');
    expect(textOf(dialogOf(element))).to.include('Delete the TOTP seed of');
    await confirmTask(element);
    expect(api.users.get('user-1')?.authenticators).to.have.lengthOf(0);
  });

  it('stops at a lost connection, goes on with the same, and makes new links for lost ones', async () => {
    const { api, element } = await stageUsers(30);
    api.fail('deleteTotp', 'lost');
    find(element, '#select-page').click();
    await settle();
    await press(element, 'Delete TOTP Seed');
    await confirmTask(element, { typed: '30', reason: 'lost' });
    expect(textOf(dialogOf(element))).to.include('Stopped after 0 of 30 users');
    await press(element, 'Continue');
    expect(textOf(dialogOf(element))).to.include('The seed of 25 was deleted');
    await press(element, 'Make new links');
    await until(() => findAll(element, '[part=link]').length === 30);
    expect(api.events.filter(({ action }) => action === 'totp.deleted')).to.have.lengthOf(30);
  });

  it('shows support that links are there but not for it', async () => {
    const { element } = await stageUsers(1, (api) => {
      api.role = 'support';
      api.seesLinks = false;
    });
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    expect(textOf(dialogOf(element))).to.include('Ask an administrator for new links');
    expect(findAll(element, '[part=next-step]')).to.have.lengthOf(0);
  });

  it('asks for a code when the session is not fresh, and goes on with the same request', async () => {
    const { api, verifyClient, element } = await stageUsers(1, (made) => (made.isFresh = false));
    const leaked = listen(document.body, 'totp-success');
    verifyClient.answer({
      stepUp: async () => {
        api.isFresh = true;
        return { user: (await api.session()).user };
      },
    });
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    expect(find<HTMLDialogElement>(element, '#step-up').open).to.equal(true);
    expect(find(element, 'totp-verify')).to.include({ action: 'step-up', server: '/console' });
    expect(focused()?.getAttribute('name')).to.equal('code');
    await enterCode(element, '123456');
    await settle();
    expect(find<HTMLDialogElement>(element, '#step-up').open).to.equal(false);
    expect(findAll(element, '[part=link]')).to.have.lengthOf(1);
    expect(leaked).to.have.lengthOf(0);
    const keys = api.asked.flatMap(({ method, argument }) =>
      method === 'deleteTotp' ? [(argument as { idempotencyKey: string }).idempotencyKey] : [],
    );
    expect(new Set(keys).size).to.equal(1);
  });

  it('waits when nobody enters a code, and asks for it again', async () => {
    const { element } = await stageUsers(1, (api) => (api.isFresh = false));
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    await press(find(element, '#step-up'), 'Cancel');
    expect(find<HTMLDialogElement>(element, '#step-up').open).to.equal(false);
    expect(textOf(dialogOf(element))).to.include('Confirm that it’s you, and it goes on.');
    await press(element, 'Continue');
    expect(find<HTMLDialogElement>(element, '#step-up').open).to.equal(true);
  });

  it('says that the session has ended once no links are shown any more', async () => {
    const { api, element } = await stageUsers(30);
    const needed = listen(document.body, 'totp-sign-in-needed');
    find(element, '#select-page').click();
    await settle();
    await press(element, 'Delete TOTP Seed');
    const deleteTotp = api.deleteTotp.bind(api);
    api.deleteTotp = async (request) => {
      const answer = await deleteTotp(request);
      api.fail('deleteTotp', 'unauthenticated');
      return answer;
    };
    await confirmTask(element, { typed: '30', reason: 'lost' });
    expect(findAll(element, '[part=link]')).to.have.lengthOf(25);
    expect(needed).to.have.lengthOf(0);
    await press(dialogOf(element), 'Close');
    await press(dialogOf(element), 'Close anyway');
    expect(needed).to.have.lengthOf(1);
    expect(textOf(element)).to.include('Your session has ended');
  });

  for (const [how, go] of [
    ['leaves the page', ({ element }) => element.remove()],
    ['asks another server', ({ element, clock }) => (element.client = new MemoryManagement(clock))],
  ] satisfies [string, (of: Administration) => void][])
    it(`sends nothing more of a task when it ${how}`, async () => {
      const administration = await stageUsers(50);
      const { api, element } = administration;
      find(element, '#select-page').click();
      await settle();
      await press(element, 'Delete TOTP Seed');
      const deleteTotp = api.deleteTotp.bind(api);
      api.deleteTotp = async (request) => {
        const answer = await deleteTotp(request);
        go(administration);
        await element.updateComplete;
        return answer;
      };
      await confirmTask(element, { typed: '50', reason: 'lost' });
      document.body.append(element);
      await settle();
      expect(api.asked.filter(({ method }) => method === 'deleteTotp')).to.have.lengthOf(1);
      expect(dialogOf(element).open).to.equal(false);
      expect(textOf(element)).not.to.include('ticket=');
    });

  it('forgets links when it leaves the page', async () => {
    const { element } = await stageUsers(1);
    await pressInMenu(element, 'Delete TOTP Seed');
    await confirmTask(element);
    element.remove();
    document.body.append(element);
    await settle();
    expect(textOf(element)).not.to.include('ticket=');
    expect(dialogOf(element).open).to.equal(false);
  });
});
