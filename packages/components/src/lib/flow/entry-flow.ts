import type { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import { connect, Flow, type ClientSource } from './flow.ts';
import { findLoginIdFault, toTotpError, type Notice } from './notice.ts';

export type FlowAction = 'sign-up' | 'sign-in' | 'sign-up-or-in' | 'update-user';

/**
 * - `loading`: the server says how it is set up, or who is signed in.
 * - `choose`: the login ID is asked for, and, unless the server `decides`, whether the person has set up before.
 * - `looking`: the server is asked which way a login ID goes.
 * - `sign-in`, `sign-up`, `update-user`: the rest is another flow's.
 * - `step-up`: who is signed in confirms it before anything changes.
 * - `failed`: there is no server to ask.
 */
export type EntryStep =
  | { readonly name: 'loading' | 'step-up' | 'update-user' }
  | {
      readonly name: 'choose';
      readonly decides: boolean;
      readonly loginId: string;
      readonly notice?: Notice;
    }
  | { readonly name: 'looking'; readonly loginId: string }
  | { readonly name: 'sign-in' | 'sign-up'; readonly loginId: string }
  | { readonly name: 'failed'; readonly error: TotpError };

export interface EntryFlowOptions {
  /** Whom to ask. */
  readonly client: ClientSource;
  readonly action: FlowAction;
  /** Known to the page, so not asked for. */
  readonly loginId?: string | undefined;
  /** Says for whom an `update-user` is; without one, it is for who is signed in. */
  readonly ticket?: string | undefined;
  readonly clock?: Clock;
}

/**
 * Which way a person goes: signing up, signing in, or changing what they sign in with. A server whose account
 * disclosure is private is never asked who has an account: the person is.
 */
export class EntryFlow extends Flow<EntryStep> {
  readonly #options: EntryFlowOptions;
  readonly #clock: Clock;
  /** Whether the server tells which way a login ID goes. */
  #decides = false;
  /** Whether the person has been asked. */
  #isChoice = false;

  constructor(options: EntryFlowOptions) {
    super({ name: 'loading' });
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Whether there is a choice to come back to. */
  get mayGoBack(): boolean {
    const { name } = this.step;
    return this.#isChoice && (name === 'sign-in' || name === 'sign-up');
  }

  /** Begins, and begins again after `failed`. */
  async start(): Promise<void> {
    const { action, loginId = '', ticket } = this.#options;
    if (action === 'sign-up' || action === 'sign-in') return this.enter({ name: action, loginId });
    if (ticket) return this.enter({ name: 'update-user' });
    this.enter({ name: 'loading' });
    try {
      if (action === 'update-user') await this.#lookForSession();
      else await this.#lookForSettings();
    } catch (reason) {
      this.enter({ name: 'failed', error: toTotpError(reason) });
    }
  }

  /** The person says which way, or, where the server decides, only who they are. */
  async choose(loginId: string, way?: 'sign-in' | 'sign-up'): Promise<void> {
    if (this.step.name !== 'choose') return;
    const notice = findLoginIdFault(loginId);
    if (notice) return this.#choose(loginId, notice);
    if (way) return this.enter({ name: way, loginId: loginId.trim() });
    await this.#look(loginId.trim());
  }

  /** Back to the choice, with the login ID that was typed. */
  goBack(): void {
    if (this.mayGoBack && 'loginId' in this.step) this.#choose(this.step.loginId);
  }

  /** The person is signed in now, or has confirmed that it is them, and so their session is fresh. */
  goOn(): void {
    if (this.#options.action === 'update-user') this.enter({ name: 'update-user' });
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    if (this.step.name === 'choose' && this.step.notice) this.#choose(this.step.loginId);
  }

  #choose(loginId: string, notice?: Notice): void {
    this.#isChoice = true;
    this.enter({ name: 'choose', decides: this.#decides, loginId, ...(notice && { notice }) });
  }

  async #lookForSession(): Promise<void> {
    const { client, loginId } = this.#options;
    const answer = await (await connect(client)).session();
    // Somebody else's session is none for whom the page means.
    if (!answer || (loginId && spell(loginId) !== spell(answer.user.loginId)))
      return this.enter({ name: 'sign-in', loginId: loginId ?? '' });
    const isFresh = Date.parse(answer.session.freshUntil) > this.#clock.now();
    this.enter({ name: isFresh ? 'update-user' : 'step-up' });
  }

  async #lookForSettings(): Promise<void> {
    const { loginId = '' } = this.#options;
    const settings = await (await connect(this.#options.client)).settings();
    if (settings.signUp !== 'open') return this.enter({ name: 'sign-in', loginId });
    this.#decides = settings.accountDisclosure === 'open';
    if (this.#decides && loginId) return this.#look(loginId);
    this.#choose(loginId);
  }

  async #look(loginId: string): Promise<void> {
    const step: EntryStep = { name: 'looking', loginId };
    this.enter(step);
    let way: 'sign-in' | 'sign-up' | undefined;
    try {
      const client = await connect(this.#options.client);
      way = (await client.hasAccount(loginId)) ? 'sign-in' : 'sign-up';
    } catch {
      // Whatever keeps the server from telling, the person can.
      this.#decides = false;
    }
    if (this.step !== step) return;
    if (way) this.enter({ name: way, loginId });
    else this.#choose(loginId);
  }
}

/** Who only spells a login ID in another way is no other. */
function spell(loginId: string): string {
  return loginId.trim().normalize('NFKC').toLowerCase();
}
