import '../../totp-users.ts';
import type { TotpUsersElement } from '../elements/totp-users/totp-users.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryManagement } from './memory-management.ts';
import { ScriptedClient } from './scripted-client.ts';
import { find, findAll, settle, stage } from './stage.ts';

export interface Administration {
  readonly clock: FakeClock;
  readonly api: MemoryManagement;
  readonly verifyClient: ScriptedClient;
  readonly element: TotpUsersElement;
}

/** A `<totp-users>` with so many users; `prepare` may change what they are before it is shown. */
export async function stageUsers(
  count: number,
  prepare: (api: MemoryManagement) => void = () => {},
): Promise<Administration> {
  const clock = new FakeClock();
  const api = new MemoryManagement(clock);
  for (let number = 0; number < count; number += 1)
    api.add({ loginId: `user-${String(number + 1).padStart(3, '0')}@example.com` });
  prepare(api);
  const verifyClient = new ScriptedClient();
  const element = await stage('totp-users', { clock, client: api, verifyClient });
  return { clock, api, verifyClient, element };
}

/** The login IDs in the table. */
export function listed(element: HTMLElement): string[] {
  return findAll(element, 'tbody [part=login-id]').map(({ textContent }) => textContent.trim());
}

/** The button, link or menu item that says so. */
export function named(root: ParentNode, label: string): HTMLElement {
  const found = findAll(root, 'button, [role=menuitem]').find(
    (one) => (one.ariaLabel ?? one.textContent).trim() === label,
  );
  if (!found) throw new Error(`There is no ${label}.`);
  return found;
}

export async function press(root: ParentNode, label: string): Promise<void> {
  named(root, label).click();
  await settle();
}

/** Ticks the boxes of users, by their place in the table. */
export async function choose(element: HTMLElement, ...places: readonly number[]): Promise<void> {
  for (const place of places) {
    findAll(element, 'tbody input[type=checkbox]')[place]?.click();
    await settle();
  }
}

/** Opens the menu of a user and presses something in it. */
export async function pressInMenu(element: HTMLElement, label: string): Promise<void> {
  const [button] = findAll(element, '[part=menu-button]');
  button?.click();
  await settle();
  await press(find(element, '[role=menu]'), label);
}

/** Answers the question of a task. */
export async function confirmTask(
  element: HTMLElement,
  { typed = '', reason = '' }: { readonly typed?: string; readonly reason?: string } = {},
): Promise<void> {
  for (const [name, value] of Object.entries({ typed, reason })) {
    const [field] = findAll<HTMLInputElement>(element, `#task [name=${name}]`);
    if (field) field.value = value;
  }
  find(element, '#task [type=submit]').click();
  await settle();
}

/** Presses a key on what has the focus. */
export async function typeKey(key: string): Promise<void> {
  let target: Element = document.activeElement ?? document.body;
  while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
  const options = { key, bubbles: true, composed: true, cancelable: true };
  target.dispatchEvent(new KeyboardEvent('keydown', options));
  await settle();
}
