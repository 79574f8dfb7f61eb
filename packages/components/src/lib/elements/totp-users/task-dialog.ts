import type { ManagedUser } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { TaskStep } from '../../flow/users/task-flow.ts';
import { textToType, type UserPermissions, type UserTask } from '../../flow/users/user-tasks.ts';
import { alertIcon } from '../../icons.ts';
import type { OwnMessages } from '../../messages/catalogue.ts';
import { onSubmit, renderNotice } from '../../screen-parts.ts';
import { describeFault } from './describe-fault.ts';
import type { Format } from './format.ts';
import type { LinkKeeper } from './link-keeper.ts';
import { onCancel, onClosed } from './modal.ts';
import { describeTask, nameTask } from './task-words.ts';
import { renderResults } from './task-results.ts';
import { fill, fillIsolated, type UsersTexts } from './texts.ts';

const namedUsers = 5;

export interface TaskDialogView {
  readonly texts: UsersTexts;
  readonly own: OwnMessages | undefined;
  readonly format: Format;
  readonly step: TaskStep;
  readonly permissions: UserPermissions;
  readonly links: LinkKeeper;
  /** Whether closing was asked for while links would be lost. */
  readonly isWarned: boolean;
  readonly onConfirm: (answer: { typed: string; reason: string }) => void;
  readonly onResume: () => void;
  readonly onReplaceLinks: () => void;
  readonly onLookAgain: () => void;
  readonly onClose: () => void;
  readonly onCloseAnyway: () => void;
}

/** From the question to the last result: one dialog, so that nothing jumps. */
export function renderTaskDialog(view: TaskDialogView): TemplateResult {
  return html`
    <dialog
      id="task"
      part="dialog"
      aria-labelledby="task-title"
      @cancel=${onCancel(view.onClose)}
      @close=${onClosed(view.onCloseAnyway)}
    >
      ${renderStep(view)}
    </dialog>
  `;
}

function renderStep(view: TaskDialogView): TemplateResult | typeof nothing {
  const { step } = view;
  if (step.name === 'idle') return nothing;
  return step.name === 'confirm' ? renderQuestion(step, view) : renderWork(step, view);
}

function renderQuestion(
  { task, fault }: Extract<TaskStep, { name: 'confirm' }>,
  view: TaskDialogView,
): TemplateResult {
  const { texts, onConfirm, onClose } = view;
  const { title, text } = describeTask(task, view);
  const takesReason = task.kind === 'delete-totp';
  const typed = textToType(task);
  return html`
    <form
      novalidate
      @submit=${(event: SubmitEvent) => onSubmit(() => onConfirm(readAnswer(event)))(event)}
    >
      <h2 id="task-title" part="title" tabindex="-1">${title}</h2>
      <p part="text">${text}</p>
      ${task.users.length > 1 ? renderWho(task.users, view) : nothing}
      ${takesReason ? renderReason(task, { texts, isMissing: fault === 'reason_missing' }) : nothing}
      ${typed === undefined ? nothing : renderTyped(typed, { texts, isWrong: fault === 'text_wrong' })}
      <div class="answers">
        <button class="button quiet" part="cancel" type="button" @click=${onClose}>
          ${texts.usersCancel}
        </button>
        <button class="button danger" part="submit" type="submit">
          ${nameTask(task.kind, texts)}
        </button>
      </div>
    </form>
  `;
}

function readAnswer({ target }: SubmitEvent): { typed: string; reason: string } {
  const data = target instanceof HTMLFormElement ? new FormData(target) : new FormData();
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { typed: text('typed'), reason: text('reason') };
}

/** Whom it is about: the first few, and all of them on request. */
function renderWho(
  users: readonly ManagedUser[],
  { texts, format }: Pick<TaskDialogView, 'texts' | 'format'>,
): TemplateResult {
  const first = users.slice(0, namedUsers);
  const more = users.slice(namedUsers);
  const name = ({ loginId }: ManagedUser): TemplateResult =>
    html`<li><bdi class="foreign">${loginId}</bdi></li>`;
  const summary = fill(texts.usersAndMore, { count: format.number(more.length) });
  return html`
    <div class="who" part="who" role="group" aria-label=${texts.usersWho}>
      <ul>
        ${first.map(name)}
      </ul>
      ${
        more.length === 0
          ? nothing
          : html`<details>
              <summary>${summary}</summary>
              <ul>
                ${more.map(name)}
              </ul>
            </details>`
      }
    </div>
  `;
}

function renderReason(
  { users }: UserTask,
  { texts, isMissing }: { readonly texts: UsersTexts; readonly isMissing: boolean },
): TemplateResult {
  const isRequired = users.length > 1;
  return html`
    <div class="field">
      <label for="reason">${isRequired ? texts.usersReason : texts.usersReasonOptional}</label>
      <input
        id="reason"
        name="reason"
        type="text"
        maxlength="500"
        autocomplete="off"
        dir="auto"
        aria-required=${isRequired}
        aria-invalid=${isMissing}
        aria-describedby="reason-hint reason-notice"
      />
      <p class="hint" id="reason-hint">${texts.usersReasonHint}</p>
      ${renderNotice('reason-notice', isMissing ? texts.usersReasonMissing : undefined)}
    </div>
  `;
}

function renderTyped(
  text: string,
  { texts, isWrong }: { readonly texts: UsersTexts; readonly isWrong: boolean },
): TemplateResult {
  const wrong = isWrong ? fillIsolated(texts.usersTypeWrong, 'text', text) : undefined;
  return html`
    <div class="field">
      <label for="typed">${fillIsolated(texts.usersType, 'text', text)}</label>
      <input
        id="typed"
        name="typed"
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        dir="auto"
        aria-required="true"
        aria-invalid=${isWrong}
        aria-describedby="typed-notice"
      />
      ${renderNotice('typed-notice', wrong)}
    </div>
  `;
}

type WorkStep = Exclude<TaskStep, { name: 'idle' | 'confirm' }>;

function renderWork(step: WorkStep, view: TaskDialogView): TemplateResult {
  const { texts, own, format, links, isWarned, onClose, onCloseAnyway } = view;
  const { task, results } = step;
  const isBusy = step.name === 'running' || step.name === 'looking';
  const counts = {
    done: format.number(results.length),
    total: format.number(task.users.length),
  };
  const title = {
    running: texts.usersRunningTitle,
    looking: texts.usersRunningTitle,
    stopped: fill(texts.usersStoppedTitle, counts),
    done: texts.usersDoneTitle,
  }[step.name];
  return html`
    <div class="work" aria-busy=${isBusy}>
      <h2 id="task-title" part="title" tabindex="-1">${title}</h2>
      <p part="text">${nameTask(task.kind, texts)}</p>
      <progress
        part="progress"
        ?hidden=${step.name === 'done'}
        max=${task.users.length}
        .value=${results.length}
        aria-label=${fill(texts.usersProgress, counts)}
      ></progress>
      <p class="hint" role="status">
        ${task.users.length > 1 ? fill(texts.usersProgress, counts) : nothing}
      </p>
      ${
        step.name === 'stopped'
          ? html`
              <div class="stop" role="alert">
                ${alertIcon}
                <div>
                  <p>${describeFault(step.error, { texts, own })}</p>
                  <p class="hint">${texts.usersStoppedHint}</p>
                </div>
              </div>
            `
          : nothing
      }
      ${renderResults(step, view)}
      <div class="answers">
        ${
          isWarned && links.wouldLose(results)
            ? html`<div class="stop" role="alert">
                ${alertIcon}
                <div>
                  <p>${texts.usersNotCopied}</p>
                  <button class="link" part="close-anyway" type="button" @click=${onCloseAnyway}>
                    ${texts.usersCloseAnyway}
                  </button>
                </div>
              </div>`
            : nothing
        }
        <button
          class="button quiet"
          part="close"
          type="button"
          aria-disabled=${isBusy}
          @click=${onClose}
        >
          ${texts.usersClose}
        </button>
        ${
          step.name === 'stopped'
            ? html`<button class="button" part="submit" type="button" @click=${view.onResume}>
                ${texts.usersContinue}
              </button>`
            : nothing
        }
      </div>
    </div>
  `;
}
