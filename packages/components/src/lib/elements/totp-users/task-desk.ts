import type { ManagedUser } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';
import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { ManagementClient } from '../../client/management-client.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { TaskFlow, type TaskStep } from '../../flow/users/task-flow.ts';
import type { UserPermissions, UserTask, UserTaskKind } from '../../flow/users/user-tasks.ts';
import type { OwnMessages } from '../../messages/catalogue.ts';
import type { TotpElement } from '../../totp-element.ts';
import type { Format } from './format.ts';
import { LinkKeeper } from './link-keeper.ts';
import { syncModal } from './modal.ts';
import { renderStepUp } from './step-up-dialog.ts';
import { renderTaskDialog } from './task-dialog.ts';
import type { UsersTexts } from './texts.ts';

export interface TaskDeskListeners {
  /** Something was done to users that nobody was told of yet. */
  readonly onChange: (kind: UserTaskKind, users: readonly ManagedUser[]) => void;
  /** It is done for one user, and there is nothing to show. */
  readonly onPlainDone: (kind: UserTaskKind, user: ManagedUser) => void;
  readonly onError: (error: TotpError) => void;
  /** Nothing is shown any more. */
  readonly onIdle: () => void;
}

export interface TaskDeskView {
  readonly texts: UsersTexts;
  readonly own: OwnMessages | undefined;
  readonly format: Format;
  readonly permissions: UserPermissions;
  readonly server: string;
  readonly verifyClient: TotpClient | undefined;
}

/** Where things are done to users: the dialogs of a task, its links, and the code in between. */
export class TaskDesk implements ReactiveController {
  readonly #host: TotpElement;
  readonly #listeners: TaskDeskListeners;
  readonly #following: FollowFlow<TaskStep>;
  readonly #links: LinkKeeper;
  readonly #told = new Set<string>();
  #flow: TaskFlow | undefined;
  /** Whether closing was asked for while links would be lost. */
  #isWarned = false;
  #isStepUpDismissed = false;
  #shown: TaskStep['name'] = 'idle';

  constructor(host: TotpElement, listeners: TaskDeskListeners) {
    this.#host = host;
    this.#listeners = listeners;
    this.#links = new LinkKeeper(host);
    this.#following = new FollowFlow(host, (step, before) => this.#onStep(step, before));
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#onUnload);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#onUnload);
    this.#abandon(this.#flow);
  }

  get isIdle(): boolean {
    return this.#step.name === 'idle';
  }

  /** Asks this client from now on. What ran with another stops, and is forgotten. */
  connect(client: ManagementClient | undefined): void {
    const earlier = this.#flow;
    this.#flow = client && new TaskFlow({ client });
    this.#following.follow(this.#flow);
    this.#abandon(earlier);
  }

  ask(task: UserTask): void {
    this.#told.clear();
    void this.#flow?.ask(task);
  }

  /** Forgets all about the task, links included, unless it runs. */
  close(): void {
    this.#flow?.close();
    if (this.isIdle) this.#links.forget();
    this.#host.requestUpdate();
  }

  render(view: TaskDeskView): TemplateResult {
    const { texts, server, verifyClient } = view;
    const flow = this.#flow;
    return html`
      ${renderTaskDialog({
        ...view,
        step: this.#step,
        links: this.#links,
        isWarned: this.#isWarned,
        onConfirm: (answer) => void flow?.confirm(answer),
        onResume: () => void flow?.resume(),
        onReplaceLinks: () => void flow?.replaceLinks(),
        onLookAgain: () => void flow?.lookAgain(),
        onClose: () => this.#closeUnlessLinksAreLost(),
        onCloseAnyway: () => this.close(),
      })}
      ${renderStepUp({
        ...{ texts, server, client: verifyClient, isOpen: this.#asksForCode },
        onDone: () => void flow?.resume(),
        onClose: () => {
          this.#isStepUpDismissed = true;
          this.#host.requestUpdate();
        },
      })}
    `;
  }

  /** Shows and hides what was rendered, and moves the focus to what is new. */
  sync(): void {
    const { renderRoot } = this.#host;
    const step = this.#step;
    syncModal(renderRoot, '#step-up', this.#asksForCode);
    syncModal(renderRoot, '#task', step.name !== 'idle');
    const hasChanged = screenOf(step.name) !== screenOf(this.#shown);
    this.#shown = step.name;
    if (step.name === 'idle') {
      // What had the focus before the dialog may be gone with the selection.
      if (hasChanged && document.activeElement === document.body) this.#host.focus();
      return;
    }
    if (hasChanged) renderRoot.querySelector<HTMLElement>('#task-title')?.focus();
    else if (step.name === 'confirm' && step.fault)
      renderRoot.querySelector<HTMLElement>('#task [aria-invalid=true]')?.focus();
  }

  #abandon(flow: TaskFlow | undefined): void {
    flow?.abandon();
    this.#links.forget();
    this.#isWarned = false;
    this.#host.requestUpdate();
  }

  get #step(): TaskStep {
    return this.#flow?.step ?? { name: 'idle' };
  }

  get #wouldLoseLinks(): boolean {
    const step = this.#step;
    return 'results' in step && this.#links.wouldLose(step.results);
  }

  /** The browser asks whether the page shall really go. */
  readonly #onUnload = (event: Event): void => {
    if (this.#step.name === 'running' || this.#wouldLoseLinks) event.preventDefault();
  };

  get #asksForCode(): boolean {
    const step = this.#step;
    const isStale = step.name === 'stopped' && step.error.code === 'session_not_fresh';
    return isStale && !this.#isStepUpDismissed;
  }

  #onStep(step: TaskStep, before: TaskStep): void {
    this.#isWarned = false;
    if (step.name === 'running') this.#isStepUpDismissed = false;
    if (step.name === 'idle') this.#listeners.onIdle();
    if (before.name === 'idle' || (step.name !== 'done' && step.name !== 'stopped')) return;
    this.#tellWhatChanged(step);
    if (step.name === 'stopped') this.#onStop(step);
    else this.#onDone(step);
  }

  #tellWhatChanged({ task, results }: Extract<TaskStep, { name: 'done' | 'stopped' }>): void {
    const users = results
      .filter(({ user, outcome }) => outcome === 'done' && !this.#told.has(user.userId))
      .map(({ user }) => user);
    if (users.length === 0) return;
    for (const { userId } of users) this.#told.add(userId);
    this.#listeners.onChange(task.kind, users);
  }

  #onStop({ error, results }: Extract<TaskStep, { name: 'stopped' }>): void {
    if (error.code === 'unauthenticated' && results.length === 0) this.close();
    this.#listeners.onError(error);
  }

  #onDone({ task, results }: Extract<TaskStep, { name: 'done' }>): void {
    const [only] = results;
    const isPlain = only?.outcome === 'done' && !only.link && !only.isLinkMissing;
    if (task.users.length !== 1 || !isPlain) return;
    this.close();
    this.#listeners.onPlainDone(task.kind, only.user);
  }

  #closeUnlessLinksAreLost(): void {
    if (!this.#wouldLoseLinks) return this.close();
    this.#isWarned = true;
    this.#host.requestUpdate();
  }
}

/** The question and the work look different; the steps of the work do not. */
function screenOf(name: TaskStep['name']): 'none' | 'question' | 'work' {
  if (name === 'idle') return 'none';
  return name === 'confirm' ? 'question' : 'work';
}
