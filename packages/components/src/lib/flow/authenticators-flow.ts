import { type TotpError } from '@totp-kit/protocol/errors';
import type { SelfService } from '../client/self-service.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { AuthenticatorsStep, Outcome, Own, SentWish, Wish } from './authenticators-step.ts';
import { connect, Flow, type ClientSource } from './flow.ts';
import { toTotpError } from './notice.ts';

export interface AuthenticatorsFlowOptions {
  /** Whom to ask. */
  readonly client: ClientSource;
  /** A ticket to `manage`; without one, it is about who is signed in. */
  readonly ticket?: string | undefined;
  readonly clock?: Clock;
}

/** Looking after one's own authenticators, recovery codes, sessions and browsers. */
export class AuthenticatorsFlow extends Flow<AuthenticatorsStep> {
  readonly #options: AuthenticatorsFlowOptions;
  readonly #clock: Clock;
  /** Until when the session is fresh, in milliseconds since the epoch. The server has the last word. */
  #freshUntil = 0;

  constructor(options: AuthenticatorsFlowOptions) {
    super({ name: 'loading' });
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Asks what there is, and again after `failed` and `ended`. */
  async start(): Promise<void> {
    await this.#load();
  }

  /** Turns to something. Nothing changes before `confirm()`, or before a new authenticator is confirmed. */
  wish(wish: Wish): void {
    const { step } = this;
    if (step.name !== 'list' && step.name !== 'removing') return;
    const { own } = step;
    const needsSetup = wish.name === 'adding' || wish.name === 'replacing';
    if (needsSetup && !this.#isFresh) this.enter({ name: 'step-up', own, wish });
    else this.enter({ ...wish, own });
  }

  /** Back to the list, with everything as it was. */
  cancel(): void {
    const { step } = this;
    if (!('own' in step) || step.name === 'working' || step.name === 'recovery-codes') return;
    const list: AuthenticatorsStep = { name: 'list', own: step.own };
    this.enter(list);
    if (step.name === 'adding' || step.name === 'replacing') void this.#lookAgain(list);
  }

  /** Does what was explained. A `renaming` takes the name. */
  async confirm(label = ''): Promise<void> {
    const { step } = this;
    switch (step.name) {
      case 'renaming':
        if (label.trim()) return this.#send({ ...step, typed: label.trim() });
        return this.enter({ ...step, typed: '', notice: undefined });
      case 'removing':
      case 'renewing':
      case 'ending-session':
      case 'forgetting':
        return this.#send(step);
      default:
      // There is nothing to say yes to.
    }
  }

  /** The person has confirmed that it is them: what they wished goes on. */
  async goOn(freshUntil?: string): Promise<void> {
    const { step } = this;
    if (step.name !== 'step-up') return;
    this.#freshUntil = freshUntil ? Date.parse(freshUntil) : Infinity;
    const { own, wish } = step;
    if (wish.name === 'adding' || wish.name === 'replacing') this.enter({ ...wish, own });
    else await this.#send({ ...wish, own });
  }

  /** The setup found out that the session is not fresh. */
  stepUp(): void {
    const { step } = this;
    if (step.name !== 'adding' && step.name !== 'replacing') return;
    const { own, ...wish } = step;
    this.enter({ name: 'step-up', own, wish });
  }

  /** The new authenticator is confirmed. */
  async finishSetup(): Promise<void> {
    const { name } = this.step;
    if (name === 'adding' || name === 'replacing') {
      await this.#load(name === 'adding' ? 'added' : 'replaced');
    }
  }

  /** The recovery codes are saved, which nobody but the person knows. */
  acknowledge(): void {
    if (this.step.name !== 'recovery-codes') return;
    const { own, recoveryCodes } = this.step;
    // They were shown once; nothing keeps them.
    const recoveryCodesLeft = recoveryCodes.length;
    this.enter({ name: 'list', own: { ...own, recoveryCodesLeft }, outcome: 'renewed' });
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    const { step } = this;
    if ('notice' in step && step.notice) this.enter({ ...step, notice: undefined });
    else if (step.name === 'renaming' && step.typed === '') {
      this.enter({ ...step, typed: undefined });
    }
  }

  get #isFresh(): boolean {
    return Boolean(this.#options.ticket) || this.#freshUntil > this.#clock.now();
  }

  async #load(outcome?: Outcome): Promise<void> {
    const before = this.step;
    const from = before.name === 'loading' ? before.from : before;
    const step: AuthenticatorsStep = { name: 'loading', from };
    this.enter(step);
    try {
      const own = await this.#look();
      if (this.step === step) this.enter({ name: 'list', own, outcome });
    } catch (reason) {
      if (this.step !== step) return;
      const error = toTotpError(reason);
      this.enter({ name: hasEnded(error) ? 'ended' : 'failed', error });
    }
  }

  /** A setup may have worked although its answer was lost. */
  async #lookAgain(list: AuthenticatorsStep): Promise<void> {
    try {
      const own = await this.#look();
      if (this.step === list) this.enter({ name: 'list', own });
    } catch {
      // What was known stays in sight; what is done next tells what is wrong.
    }
  }

  async #look(): Promise<Own> {
    const { ticket, client } = this.#options;
    const service = await this.#connect();
    if (ticket) return service.listAuthenticators();
    const [answer, list, sessions] = await Promise.all([
      (await connect(client)).session(),
      service.listAuthenticators(),
      service.listSessions(),
    ]);
    this.#freshUntil = answer ? Date.parse(answer.session.freshUntil) : 0;
    return { ...list, sessions, loginId: answer?.user.loginId };
  }

  async #send(from: SentWish & { readonly own: Own }): Promise<void> {
    const { own } = from;
    const step: AuthenticatorsStep = { name: 'working', own, from: { ...from, notice: undefined } };
    this.enter(step);
    try {
      const done = await perform(await this.#connect(), from);
      if (this.step !== step) return;
      if (typeof done === 'string') await this.#load(done);
      else this.enter({ name: 'recovery-codes', own, recoveryCodes: done });
    } catch (reason) {
      if (this.step === step) await this.#refuse(from, toTotpError(reason));
    }
  }

  async #refuse(from: SentWish & { readonly own: Own }, error: TotpError): Promise<void> {
    const { own, ...wish } = { ...from, notice: undefined };
    switch (error.code) {
      case 'session_not_fresh':
        return this.enter({ name: 'step-up', own, wish });
      case 'unauthenticated':
      case 'ticket_invalid':
        return this.enter({ name: 'ended', error });
      // Somebody else has changed what there is, so what is in sight is no longer so.
      case 'not_found':
      case 'conflict':
      case 'no_authenticator':
        return this.#load('gone');
      default:
        this.enter({ ...from, notice: error });
    }
  }

  async #connect(): Promise<SelfService> {
    const { client, ticket } = this.#options;
    return (await connect(client)).selfService({ ticket });
  }
}

/** What has come of it, or the new recovery codes. */
async function perform(service: SelfService, wish: SentWish): Promise<Outcome | readonly string[]> {
  switch (wish.name) {
    case 'renaming':
      await service.renameAuthenticator(wish.authenticator.authenticatorId, wish.typed ?? '');
      return 'renamed';
    case 'removing':
      await service.removeAuthenticator(wish.authenticator.authenticatorId);
      return 'removed';
    case 'renewing':
      return service.renewRecoveryCodes();
    case 'ending-session':
      await service.endSession(wish.session.sessionId);
      return 'session-ended';
    case 'forgetting':
      await service.forgetBrowsers();
      return 'browsers-forgotten';
  }
}

/** Whether there is nothing more to do here before somebody signs in or brings another ticket. */
function hasEnded({ code }: TotpError): boolean {
  return code === 'unauthenticated' || code === 'ticket_invalid';
}
