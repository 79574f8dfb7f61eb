import { expect } from 'chai';
import { stageUsers, typeKey } from '../../testing/administration.ts';
import { clearStage, find, findAll, focused, settle } from '../../testing/stage.ts';

const current = (): string | undefined => focused()?.textContent.trim();

async function openMenu(prepare?: Parameters<typeof stageUsers>[1]) {
  const staged = await stageUsers(3, prepare);
  const button = find(staged.element, '[part=menu-button]');
  button.focus();
  await typeKey('ArrowDown');
  return { ...staged, button };
}

function enabled(element: HTMLElement): string[] {
  return findAll(element, '[role=menuitem]:not([aria-disabled=true])').map(({ textContent }) =>
    textContent.trim(),
  );
}

describe('the menu of a user', () => {
  afterEach(clearStage);

  it('is opened by a key at its first or last item, and worked by keys', async () => {
    const { element, button } = await openMenu();
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(current()).to.equal('Delete TOTP Seed');
    await typeKey('ArrowDown');
    expect(current()).to.equal('New re-enrollment link');
    await typeKey('End');
    expect(current()).to.equal('Delete user');
    await typeKey('ArrowDown');
    expect(current()).to.equal('Delete TOTP Seed');
    await typeKey('ArrowUp');
    expect(current()).to.equal('Delete user');
    await typeKey('Home');
    expect(current()).to.equal('Delete TOTP Seed');
    await typeKey('Escape');
    expect(findAll(element, '[role=menu]')).to.have.lengthOf(0);
    expect(focused()).to.equal(button);
    await typeKey('ArrowUp');
    expect(current()).to.equal('Delete user');
  });

  it('goes to what is typed', async () => {
    const { clock } = await openMenu();
    await typeKey('f');
    expect(current()).to.equal('Forget browsers');
    clock.pass(700);
    await typeKey('d');
    expect(current()).to.equal('Delete user');
    clock.pass(700);
    for (const key of 'delete t') await typeKey(key);
    expect(current()).to.equal('Delete TOTP Seed');
  });

  it('closes when somebody goes elsewhere', async () => {
    const { element } = await openMenu();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await settle();
    expect(findAll(element, '[role=menu]')).to.have.lengthOf(0);
    find(element, '[part=menu-button]').click();
    await settle();
    // Windows without the focus, as those of tests at once, send no such event by themselves.
    const relatedTarget = find(element, '#search');
    const leave = new FocusEvent('focusout', { bubbles: true, composed: true, relatedTarget });
    find(element, '[role=menuitem]').dispatchEvent(leave);
    await settle();
    expect(findAll(element, '[role=menu]')).to.have.lengthOf(0);
  });

  it('offers what is possible for the user', async () => {
    const { element } = await openMenu();
    expect(enabled(element)).to.deep.equal([
      'Delete TOTP Seed',
      'Disable',
      'Sign out everywhere',
      'Forget browsers',
      'Delete user',
    ]);
    clearStage();
    const other = await openMenu((api) =>
      api.change('user-1', { authenticators: [], recoveryCodesLeft: 0, isStopped: true }),
    );
    expect(enabled(other.element)).to.deep.equal([
      'New re-enrollment link',
      'Disable',
      'Sign out everywhere',
      'Forget browsers',
      'End waiting',
      'Delete user',
    ]);
  });

  it('offers support no deletion of users, and no links unless it sees them', async () => {
    const prepare = (api: Parameters<NonNullable<Parameters<typeof stageUsers>[1]>>[0]): void => {
      api.role = 'support';
      api.seesLinks = false;
      api.change('user-1', { authenticators: [] });
    };
    const { element } = await openMenu(prepare);
    expect(enabled(element)).to.deep.equal(['Disable', 'Sign out everywhere', 'Forget browsers']);
    clearStage();
    const seeing = await openMenu((api) => {
      prepare(api);
      api.seesLinks = true;
    });
    expect(enabled(seeing.element)).to.include('New re-enrollment link');
  });

  it('does nothing for an item that is not possible', async () => {
    const { element } = await openMenu((api) => api.change('user-1', { authenticators: [] }));
    await typeKey('Enter');
    expect(find<HTMLDialogElement>(element, '#task').open).to.equal(false);
    expect(current()).to.equal('Delete TOTP Seed');
  });

  it('begins something by Enter, and has the focus back after it', async () => {
    const { element, button } = await openMenu();
    await typeKey('Enter');
    expect(find<HTMLDialogElement>(element, '#task').open).to.equal(true);
    expect(current()).to.equal('Delete the TOTP seed of user-001@example.com?');
    find(element, '[part=cancel]').click();
    await settle();
    expect(find<HTMLDialogElement>(element, '#task').open).to.equal(false);
    expect(focused()).to.equal(button);
  });
});
