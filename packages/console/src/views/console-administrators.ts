import type { Administrator, ConsoleRole, Invitation } from '@totp-kit/protocol';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ConsoleView } from '../parts/console-view.ts';
import { renderAgo, renderText, renderTime } from '../parts/texts.ts';
import { administratorsWords as words } from '../words/administrators.ts';
import { roleNames } from '../words/shell.ts';
import {
  renderAddForm,
  renderConfirmation,
  renderLink,
  renderRoleForm,
} from './administrator-dialogs.ts';

type AdministratorDialog =
  | { readonly name: 'add'; readonly fault?: string }
  | { readonly name: 'link'; readonly invitation: Invitation }
  | { readonly name: 'role' | 'reset' | 'remove'; readonly administrator: Administrator };

/** Who may use the console: added by a link, given a role, reset, removed. */
export class ConsoleAdministratorsElement extends ConsoleView {
  static override properties: PropertyDeclarations = {
    administrators: { state: true },
    dialog: { state: true },
  };

  private administrators: readonly Administrator[] = [];
  private dialog: AdministratorDialog | undefined;

  override forgetSecrets(): void {
    if (this.dialog?.name === 'link') this.#close();
  }

  protected override async fetchContent(): Promise<void> {
    this.administrators = await this.context.ask(() => this.context.client.administrators());
  }

  protected override render(): TemplateResult {
    return html`
      <p class="intro">${words.intro}</p>
      ${this.dialog ? nothing : this.renderState()}
      <div class="bar">
        <button class="button" type="button" @click=${() => this.#open({ name: 'add' })}>
          ${words.add}
        </button>
      </div>
      ${this.isLoaded ? this.#renderTable() : nothing} ${this.#renderDialog()}
    `;
  }

  #renderTable(): TemplateResult {
    return html`
      <div class="frame" role="region" tabindex="0" aria-label=${words.table}>
        <table>
          <caption>
            ${words.table}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.loginId}</th>
              <th scope="col">${words.role}</th>
              <th scope="col">${words.lastSignIn}</th>
              <th scope="col">${words.state}</th>
              <th scope="col">${words.actions}</th>
            </tr>
          </thead>
          <tbody>
            ${this.administrators.map((administrator) => this.#renderRow(administrator))}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderRow(administrator: Administrator): TemplateResult {
    const { loginId, role, lastSignInAt, isYou } = administrator;
    const now = this.context.clock.now();
    return html`
      <tr>
        <th scope="row">
          ${renderText(loginId)}
          ${isYou ? html`<span class="muted">(${words.you})</span>` : nothing}
        </th>
        <td>${roleNames[role]}</td>
        <td class="short">${lastSignInAt ? renderAgo(lastSignInAt, now) : words.never}</td>
        <td class="short">${renderInvitationState(administrator, now)}</td>
        <td>
          <div class="actions">
            ${this.#renderAction('role', { administrator, label: words.changeRole })}
            ${this.#renderAction('reset', { administrator, label: words.reset })}
            ${this.#renderAction('remove', { administrator, label: words.remove })}
          </div>
        </td>
      </tr>
    `;
  }

  #renderAction(
    name: 'role' | 'reset' | 'remove',
    { administrator, label }: { administrator: Administrator; label: string },
  ): TemplateResult {
    return html`<button
      class="button quiet ${name === 'role' ? '' : 'danger'}"
      type="button"
      aria-label="${label}: ${administrator.loginId}"
      @click=${() => this.#open({ name, administrator })}
    >
      ${label}
    </button>`;
  }

  #renderDialog(): TemplateResult | undefined {
    const { dialog, isBusy, fault } = this;
    if (!dialog) return undefined;
    const view = { isBusy, fault, onClose: this.#close };
    switch (dialog.name) {
      case 'add':
        return renderAddForm({
          ...view,
          fault: dialog.fault ?? fault,
          onSubmit: (loginId, role) => void this.#add(loginId, role),
        });
      case 'link':
        return renderLink(dialog.invitation, this.#close);
      case 'role': {
        const { administrator } = dialog;
        const onSubmit = (role: ConsoleRole): void => void this.#changeRole(administrator, role);
        return renderRoleForm(administrator, { ...view, onSubmit });
      }
      default: {
        const { name, administrator } = dialog;
        const onConfirm = (): void =>
          void (name === 'reset' ? this.#reset(administrator) : this.#remove(administrator));
        return renderConfirmation(administrator, { ...view, name, onConfirm });
      }
    }
  }

  #open(dialog: AdministratorDialog): void {
    this.fault = undefined;
    this.dialog = dialog;
  }

  readonly #close = (): void => {
    this.fault = undefined;
    this.dialog = undefined;
  };

  async #add(loginId: string, role: ConsoleRole): Promise<void> {
    if (!loginId) return this.#open({ name: 'add', fault: words.loginIdMissing });
    this.#open({ name: 'add' });
    await this.attempt(async () => {
      const { client } = this.context;
      const invitation = await this.context.ask(() => client.addAdministrator({ loginId, role }));
      this.dialog = { name: 'link', invitation };
      await this.fetchContent();
    });
  }

  async #changeRole({ administratorId }: Administrator, role: ConsoleRole): Promise<void> {
    await this.#finish(
      () => this.context.client.changeRole(administratorId, role),
      words.roleChanged,
    );
  }

  async #remove({ administratorId }: Administrator): Promise<void> {
    await this.#finish(
      () => this.context.client.removeAdministrator(administratorId),
      words.removed,
    );
  }

  async #reset({ administratorId }: Administrator): Promise<void> {
    await this.attempt(async () => {
      const { client } = this.context;
      const invitation = await this.context.ask(() => client.resetAdministrator(administratorId));
      this.dialog = { name: 'link', invitation };
      await this.fetchContent();
    });
  }

  async #finish(request: () => Promise<unknown>, news: string): Promise<void> {
    await this.attempt(async () => {
      await this.context.ask(request);
      this.dialog = undefined;
      await this.fetchContent();
      this.news = news;
    });
  }
}

function renderInvitationState(
  { hasAuthenticator, invitedUntil }: Administrator,
  now: number,
): TemplateResult {
  if (hasAuthenticator) return html`${words.enrolled}`;
  if (!invitedUntil || Date.parse(invitedUntil) <= now) return html`${words.expired}`;
  return html`${words.invited} ${renderTime(invitedUntil)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-administrators': ConsoleAdministratorsElement;
  }
}
