import type { ManagedUser } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import {
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { ManagementClient } from '../../client/management-client.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { connectManagement } from '../../connect-management.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { askPermissions, onlyLooking } from '../../flow/users/ask-permissions.ts';
import { RecordFlow, type RecordStep } from '../../flow/users/record-flow.ts';
import { Selection, selectionLimit } from '../../flow/users/selection.ts';
import { toTotpError, UserList, type UserListStep } from '../../flow/users/user-list.ts';
import {
  isPossible,
  mayDo,
  userTaskKinds,
  type UserPermissions,
  type UserTaskKind,
} from '../../flow/users/user-tasks.ts';
import { usersEn } from '../../messages/console-en.ts';
import { actorEn, eventEn } from '../../messages/event-en.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
import { dialogStyles } from './dialogs.styles.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { Format } from './format.ts';
import { renderListScreen } from './list-screen.ts';
import { syncModal } from './modal.ts';
import { renderRecord } from './record-sheet.ts';
import { RowMenu, type MenuItem } from './row-menu.ts';
import { rowMenuStyles } from './row-menu.styles.ts';
import { SearchKey } from './search-key.ts';
import { tableStyles } from './table.styles.ts';
import { TaskDesk } from './task-desk.ts';
import { nameTask, wordDone } from './task-words.ts';
import { fill, type UsersTexts } from './texts.ts';
import { totpUsersStyles } from './totp-users.styles.ts';
import { TotpSignInNeededEvent, TotpUsersChangedEvent } from './users-events.ts';

/**
 * The users, for administrators: searched, narrowed and sorted, with a menu for each, a record beside the table, and
 * things done to many at once. It asks a management API of the page's own origin by its cookies: the console of a
 * totp-kit server, or a path at which the site's own backend passes requests on with its management key.
 *
 * @summary The table of users of an administration.
 *
 * @fires {TotpUsersChangedEvent} totp-users-changed - Something was done to users; carries what and to whom.
 * @fires {TotpSignInNeededEvent} totp-sign-in-needed - Nobody is signed in, or not any more.
 *
 * @csspart toolbar - Search and filters.
 * @csspart search - The search field with its icon.
 * @csspart chip - One of the filters.
 * @csspart selection-bar - What lies over the header line while users are selected.
 * @csspart task - A button that does something to users.
 * @csspart table - The table.
 * @csspart sort - A heading that sorts.
 * @csspart row - A user.
 * @csspart login-id - Their login ID, which opens their record.
 * @csspart menu-button - The button with the three dots.
 * @csspart menu - Its menu.
 * @csspart menu-item - An entry of it.
 * @csspart pager - Which users are shown, and the way to others.
 * @csspart previous - The button to the page before.
 * @csspart next - The button to the next page.
 * @csspart message - What was done last.
 * @csspart screen - What stands in place of the table where there is none.
 * @csspart dialog - A dialog.
 * @csspart record - The record beside the table.
 * @csspart title - The title of a screen, a dialog or a record.
 * @csspart text - What a dialog says.
 * @csspart who - Whom a dialog is about, where they are several.
 * @csspart notice - What is wrong with what was typed.
 * @csspart submit - The button that begins or goes on.
 * @csspart cancel - The button that does not.
 * @csspart progress - How far it is.
 * @csspart close - The button that closes a dialog.
 * @csspart close-anyway - The button that closes it over links that nobody has.
 * @csspart results - What became of each user.
 * @csspart result - What became of one.
 * @csspart link - A link to enroll, shown once.
 * @csspart copy - A button that copies one.
 * @csspart copy-all - The button that copies all of them.
 * @csspart download - The button that saves them as a file.
 * @csspart next-step - A button for those with whom it did not go as planned.
 * @csspart details - What a record says of a user.
 * @csspart items - Authenticators, sessions, browsers or events of a user.
 * @csspart more - The button for older events.
 *
 * @cssprop [--totp-users-inset=0] - How far below the top of the window the header line stays, for pages with a bar.
 *
 * @cssstate loading - Users are on their way.
 * @cssstate failed - They could not be loaded.
 * @cssstate selecting - Users are selected.
 * @cssstate signed-out - The session has ended.
 */
export class TotpUsersElement extends TotpElement {
  static override styles = [
    tokens,
    controls,
    totpUsersStyles,
    tableStyles,
    rowMenuStyles,
    dialogStyles,
  ];

  static override properties: PropertyDeclarations = {
    server: {},
    client: { attribute: false },
    verifyClient: { attribute: false },
    permissions: { attribute: false },
    granted: { state: true },
    fault: { state: true },
    message: { state: true },
    isSignedOut: { state: true },
  };

  /** What the API is below: `/console`, or a path of the site's own backend. Other origins are refused. */
  server = '/console';

  /** Whom to ask instead of a server over HTTP. */
  client: ManagementClient | undefined;

  /** Whom the administrator confirms who they are to, instead of the same server over HTTP. */
  verifyClient: TotpClient | undefined;

  /** What the administrator may do. Unless given, the console says so; without a console, everything is offered. */
  permissions: UserPermissions | undefined;

  private granted: UserPermissions | undefined;
  private fault: TotpError | undefined;
  private message: TemplateResult | string | undefined;
  private isSignedOut = false;

  #client: ManagementClient | undefined;
  #list: UserList | undefined;
  #record: RecordFlow | undefined;
  readonly #followList = new FollowFlow<UserListStep>(this, (step) => this.#onListStep(step));
  readonly #followRecord = new FollowFlow<RecordStep>(this, (step) => {
    if (step.name === 'failed') this.#noticeSignedOut(step.error);
  });
  readonly #selection = new Selection();
  readonly #menu = new RowMenu(this);
  readonly #desk = new TaskDesk(this, {
    onChange: (kind, users) => this.#onChange(kind, users),
    onPlainDone: (kind, user) => this.#onPlainDone(kind, user),
    onError: (error) => this.#noticeSignedOut(error),
    onIdle: () => this.#sayIfSignedOut(),
  });
  #hasSaidSignedOut = false;

  constructor() {
    super();
    this.addController(new SearchKey(this));
    this.addController(new FocusKeeper(this));
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#search')?.focus(options);
  }

  /** Loads what is shown once more, such as after somebody has signed in again. */
  async refresh(): Promise<void> {
    this.isSignedOut = false;
    this.#hasSaidSignedOut = false;
    await Promise.all([this.#askWhatIsGranted(), this.#list?.reload(), this.#record?.reload()]);
  }

  /**
   * Forgets all that it shows and loads anew: selection, search, record, links and what was said. What is being done
   * stops before its next request. For when somebody else signs in on the same page.
   */
  async reset(): Promise<void> {
    if (this.hasUpdated) await this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#record?.close();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.has('server') || changed.has('client')) void this.#begin();
  }

  protected override updated(): void {
    syncModal(this.renderRoot, '#record', this.#recordStep.name !== 'closed');
    this.#desk.sync();
    this.showStates(
      ...[
        this.#list?.step.name === 'loading' && 'loading',
        (this.fault !== undefined || this.#list?.step.name === 'failed') && 'failed',
        this.#selection.size > 0 && 'selecting',
        this.isSignedOut && 'signed-out',
      ].filter((state) => state !== false),
    );
  }

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const format = this.#format;
    const now = this.clock.now();
    const { own } = this.language;
    const record = this.#record;
    const itemsOf = (user: ManagedUser): readonly MenuItem[] => this.#itemsOf(user);
    return html`
      <div class="users" role="region" aria-label=${texts.users} dir=${texts.direction ?? nothing}>
        ${this.#renderMain({ texts, format, now })}
        ${renderRecord({
          ...{ texts, own, format, now, itemsOf },
          eventTexts: this.language.in(eventEn),
          actorTexts: this.language.in(actorEn),
          step: this.#recordStep,
          onTask: (kind, user) =>
            this.#ask(kind, { users: [user], unchangedSince: user.changedAt }),
          onMore: () => void record?.loadMore(),
          onReload: () => void record?.reload(),
          onClose: () => record?.close(),
        })}
        ${this.#desk.render({
          ...{ texts, own, format, permissions: this.#permissions },
          ...{ server: this.server, verifyClient: this.verifyClient },
        })}
      </div>
    `;
  }

  #renderMain({
    texts,
    format,
    now,
  }: {
    readonly texts: UsersTexts;
    readonly format: Format;
    readonly now: number;
  }): TemplateResult {
    const list = this.#list;
    return renderListScreen({
      ...{ texts, format, now, own: this.language.own, fault: this.fault, message: this.message },
      step: list?.step,
      isSignedOut: this.isSignedOut,
      permissions: this.#permissions,
      selection: this.#selection,
      menu: this.#menu,
      itemsOf: (user) => this.#itemsOf(user),
      onSearch: (text) => list?.search(text),
      onNarrow: (filters) => void list?.narrow(filters),
      onClear: () => void list?.clear(),
      onSort: (column) => void list?.sortBy(column),
      onNext: () => void list?.goNext(),
      onPrevious: () => void list?.goBack(),
      onReload: () => void this.refresh(),
      onOpen: (user) => void this.#record?.open(user),
      onSelect: (users) => this.#select(users),
      onDeselect: (users) => this.#change(() => this.#selection.remove(users)),
      onDeselectAll: () => this.#change(() => this.#selection.clear()),
      onTask: (kind, user) => this.#askFromTable(kind, user),
    });
  }

  get #texts(): UsersTexts {
    return this.language.in(usersEn);
  }

  get #format(): Format {
    return new Format(this.#texts.locale, this.clock.now());
  }

  get #permissions(): UserPermissions {
    return this.permissions ?? this.granted ?? onlyLooking;
  }

  get #recordStep(): RecordStep {
    return this.#record?.step ?? { name: 'closed' };
  }

  async #begin(): Promise<void> {
    this.#selection.clear();
    this.#menu.close();
    this.#list?.leave();
    this.granted = this.fault = this.message = undefined;
    this.#client = this.#connect();
    const client = this.#client;
    this.#list = client && new UserList({ client, clock: this.clock });
    this.#record = client && new RecordFlow({ client });
    this.#desk.connect(client);
    this.#followList.follow(this.#list);
    this.#followRecord.follow(this.#record);
    await this.refresh();
  }

  #connect(): ManagementClient | undefined {
    const { clock, client, server } = this;
    try {
      return connectManagement({ client, server, clock });
    } catch (cause) {
      if (!(cause instanceof TotpError)) throw cause;
      // For the developers of the page.
      console.error(cause.message);
      this.fault = cause;
      return undefined;
    }
  }

  async #askWhatIsGranted(): Promise<void> {
    const [client, list] = [this.#client, this.#list];
    if (this.permissions || !client) return;
    try {
      const granted = await askPermissions(client);
      if (list === this.#list) this.granted = granted;
    } catch (cause) {
      // When the server does not answer, the list says so.
      if (list === this.#list) this.#noticeSignedOut(toTotpError(cause));
    }
  }

  #itemsOf(user: ManagedUser): readonly MenuItem[] {
    const permissions = this.#permissions;
    const now = this.clock.now();
    if (permissions.role === 'viewer') return [];
    return userTaskKinds.map((kind) => ({
      kind,
      label: nameTask(kind, this.#texts),
      isEnabled: mayDo(kind, permissions) && isPossible(kind, user, now),
    }));
  }

  #change(work: () => void): void {
    this.message = undefined;
    work();
    this.requestUpdate();
  }

  #select(users: readonly ManagedUser[]): void {
    const { asOf } = this.#list?.step.page ?? {};
    if (asOf === undefined) return;
    this.#change(() => {
      const count = this.#selection.add(users, asOf);
      const limit = this.#format.number(selectionLimit);
      if (count > 0) this.message = fill(this.#texts.usersSelectionFull, { limit, count });
    });
  }

  /** For one user from their row, or for everybody who is selected. */
  #askFromTable(kind: UserTaskKind, user: ManagedUser | undefined): void {
    const selection = this.#selection;
    const ofRow = user && { users: [user], unchangedSince: this.#list?.step.page?.asOf };
    this.#ask(kind, ofRow ?? { users: selection.users, unchangedSince: selection.asOf });
  }

  #ask(
    kind: UserTaskKind,
    whom: { readonly users: readonly ManagedUser[]; readonly unchangedSince?: string | undefined },
  ): void {
    this.message = undefined;
    this.#desk.ask({ kind, ...whom });
  }

  #onListStep(step: UserListStep): void {
    if (step.name === 'failed') this.#noticeSignedOut(step.error);
  }

  #onChange(kind: UserTaskKind, users: readonly ManagedUser[]): void {
    this.#selection.remove(users);
    const userIds = users.map(({ userId }) => userId);
    this.dispatchEvent(new TotpUsersChangedEvent({ kind, userIds }));
    void this.#list?.reload();
    if (kind !== 'delete-user') void this.#record?.reload();
  }

  #onPlainDone(kind: UserTaskKind, { loginId }: ManagedUser): void {
    this.message = wordDone(kind, { texts: this.#texts, loginId });
    if (kind === 'delete-user') this.#record?.close();
  }

  #noticeSignedOut({ code }: TotpError): void {
    if (code !== 'unauthenticated') return;
    this.isSignedOut = true;
    this.#sayIfSignedOut();
  }

  /** Not while links are shown: the page may well take the element away. */
  #sayIfSignedOut(): void {
    if (!this.isSignedOut || this.#hasSaidSignedOut || !this.#desk.isIdle) return;
    this.#hasSaidSignedOut = true;
    this.dispatchEvent(new TotpSignInNeededEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-users': TotpUsersElement;
  }
}
