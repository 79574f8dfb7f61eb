import type { Enrollment } from '@totp-kit/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StepListener } from './flow/flow.ts';
import type { SetupFlow, SetupStep } from './flow/setup-flow.ts';
import { FollowFlow } from './follow-flow.ts';

/*
 * How the elements inside `<totp-setup>` find its flow, in any layout: they ask by an event that rises to it, and it
 * answers now and whenever it begins anew (https://github.com/webcomponents-cg/community-protocols, Context).
 */

export const setupContext = 'totp-kit-setup';

/** What an element inside `<totp-setup>` can know of it. */
export interface SetupHost extends HTMLElement {
  readonly errors: string;
  readonly hidesErrors: boolean;
}

export interface Setup {
  readonly host: SetupHost;
  readonly flow: SetupFlow;
}

export type ContextAnswer = (setup: Setup | undefined, unsubscribe: () => void) => void;

export class ContextRequestEvent extends Event {
  readonly context: unknown = setupContext;
  readonly subscribe = true;
  readonly callback: ContextAnswer;

  constructor(callback: ContextAnswer) {
    super('context-request', { bubbles: true, composed: true });
    this.callback = callback;
  }
}

/** Finds the flow of the `<totp-setup>` around its host, and renders the host again at each of its steps. */
export class SetupConsumer implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #following: FollowFlow<SetupStep>;
  #setup: Setup | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: HTMLElement & ReactiveControllerHost, onStep?: StepListener<SetupStep>) {
    this.#host = host;
    this.#following = new FollowFlow(host, onStep);
    host.addController(this);
  }

  get host(): SetupHost | undefined {
    return this.#setup?.host;
  }

  get flow(): SetupFlow | undefined {
    return this.#setup?.flow;
  }

  get step(): SetupStep | undefined {
    return this.flow?.step;
  }

  /** The enrollment in sight, if there is one. */
  get enrollment(): Enrollment | undefined {
    return enrollmentOf(this.step);
  }

  get provisioningUrl(): string | undefined {
    return this.enrollment?.provisioningUrl;
  }

  hostConnected(): void {
    this.#ask();
    // It may come later than its host.
    document.addEventListener(setupContext, this.#ask);
  }

  hostDisconnected(): void {
    document.removeEventListener(setupContext, this.#ask);
    this.#unsubscribe?.();
    this.#take(undefined);
  }

  readonly #ask = (): void => {
    if (this.#unsubscribe) return;
    this.#host.dispatchEvent(
      new ContextRequestEvent((setup, unsubscribe) => this.#take(setup, unsubscribe)),
    );
  };

  #take(setup: Setup | undefined, unsubscribe?: () => void): void {
    this.#unsubscribe = setup && unsubscribe;
    this.#setup = setup;
    this.#following.follow(setup?.flow);
  }
}

export function enrollmentOf(step: SetupStep | undefined): Enrollment | undefined {
  return step && 'enrollment' in step ? step.enrollment : undefined;
}

declare global {
  interface HTMLElementEventMap {
    'context-request': ContextRequestEvent;
  }
}
