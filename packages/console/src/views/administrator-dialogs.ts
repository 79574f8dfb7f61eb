import type { Administrator, ConsoleRole, Invitation } from '@totp-kit/protocol';
import { html, type TemplateResult } from 'lit';
import { renderFault, renderText, renderTime } from '../parts/texts.ts';
import { administratorsWords as words, roleHints } from '../words/administrators.ts';
import { roleNames, shellWords } from '../words/shell.ts';

interface DialogView {
  readonly isBusy: boolean;
  readonly fault: string | undefined;
  readonly onClose: () => void;
}

const roles = Object.keys(roleNames) as ConsoleRole[];

export function renderAddForm(
  view: DialogView & { readonly onSubmit: (loginId: string, role: ConsoleRole) => void },
): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    view.onSubmit(readField(event, 'loginId').trim(), readRole(event));
  };
  return html`
    <console-dialog heading=${words.addTitle} @dialog-close=${view.onClose}>
      <form class="stack" novalidate @submit=${onSubmit}>
        <div class="field">
          <label for="login-id">${words.loginId}</label>
          <input
            id="login-id"
            name="loginId"
            maxlength="254"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            dir="auto"
            aria-describedby="hint"
          />
          <p class="hint" id="hint">${words.loginIdHint}</p>
        </div>
        ${renderRoles('viewer')} ${renderButtons(view, { label: words.addSubmit })}
      </form>
    </console-dialog>
  `;
}

export function renderRoleForm(
  administrator: Administrator,
  view: DialogView & { readonly onSubmit: (role: ConsoleRole) => void },
): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    view.onSubmit(readRole(event));
  };
  return html`
    <console-dialog heading=${words.changeRoleTitle} @dialog-close=${view.onClose}>
      <form class="stack" @submit=${onSubmit}>
        <p>${renderText(administrator.loginId)}</p>
        ${renderRoles(administrator.role)}
        <p>${words.changeRoleWarning}</p>
        ${renderButtons(view, { label: words.save })}
      </form>
    </console-dialog>
  `;
}

export interface ConfirmationView extends DialogView {
  readonly name: 'reset' | 'remove';
  readonly onConfirm: () => void;
}

export function renderConfirmation(
  administrator: Administrator,
  view: ConfirmationView,
): TemplateResult {
  const isReset = view.name === 'reset';
  return html`
    <console-dialog
      heading=${isReset ? words.resetTitle : words.removeTitle}
      @dialog-close=${view.onClose}
    >
      <div class="stack">
        <p>${renderText(administrator.loginId)}</p>
        <p>${isReset ? words.resetWarning : words.removeWarning}</p>
        ${renderButtons(view, {
          label: isReset ? words.reset : words.remove,
          onConfirm: view.onConfirm,
        })}
      </div>
    </console-dialog>
  `;
}

export function renderLink(invitation: Invitation, onClose: () => void): TemplateResult {
  return html`
    <console-dialog heading=${words.linkTitle} @dialog-close=${onClose}>
      <div class="stack">
        <p>${words.linkFor} ${renderText(invitation.administrator.loginId)}</p>
        <p class="message">${words.linkWarning}</p>
        <console-once label=${words.linkLabel} .secret=${invitation.url}></console-once>
        <p class="muted">${words.linkUntil} ${renderTime(invitation.expiresAt)}.</p>
        <div class="actions">
          <button class="button quiet" type="button" @click=${onClose}>${words.done}</button>
        </div>
      </div>
    </console-dialog>
  `;
}

/** Without `onConfirm`, the button sends the form that it stands in. */
function renderButtons(
  { isBusy, fault, onClose }: DialogView,
  { label, onConfirm }: { readonly label: string; readonly onConfirm?: () => void },
): TemplateResult {
  return html`
    <div class="actions">
      ${renderFault(fault)}
      <button
        class="button ${onConfirm ? 'danger' : ''}"
        type=${onConfirm ? 'button' : 'submit'}
        aria-disabled=${isBusy}
        @click=${onConfirm}
      >
        ${label}
      </button>
      <button class="button quiet" type="button" @click=${onClose}>${shellWords.cancel}</button>
    </div>
  `;
}

function renderRoles(chosen: ConsoleRole): TemplateResult {
  return html`
    <fieldset>
      <legend>${words.role}</legend>
      ${roles.map(
        (role) =>
          html`<label class="choice">
            <input type="radio" name="role" value=${role} ?checked=${role === chosen} />
            <span>${roleNames[role]} <small>${roleHints[role]}</small></span>
          </label>`,
      )}
    </fieldset>
  `;
}

function readRole(event: SubmitEvent): ConsoleRole {
  const value = readField(event, 'role');
  return roles.find((role) => role === value) ?? 'viewer';
}

function readField(event: SubmitEvent, name: string): string {
  const value = new FormData(event.target as HTMLFormElement).get(name);
  return typeof value === 'string' ? value : '';
}
