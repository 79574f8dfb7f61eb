import type { Authenticator, AuthenticatorList } from '@totp-kit/protocol';
import { secondsUntil } from '../core/clock.ts';
import { hashToken } from '../core/tokens.ts';
import type { LiveSession } from '../store/sessions.ts';
import { refuse, type Actor, type Refusal, type ServiceContext } from './context.ts';
import { presentAuthenticator } from './presentation.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { SessionService } from './sessions.ts';

/** On whose strength somebody looks after their own authenticators. */
export type Owner =
  | { readonly kind: 'session'; readonly live: LiveSession }
  | { readonly kind: 'ticket'; readonly ticket: string };

type OwnerRefusal = Refusal<'ticket_invalid' | 'session_not_fresh' | 'unauthenticated'>;

interface FoundOwner {
  readonly userId: string;
  /** Of a ticket: where the person goes on. */
  readonly returnUrl?: string | null;
}

interface SelfServiceDependencies {
  readonly context: ServiceContext;
  readonly sessions: SessionService;
  readonly recoveryCodes: RecoveryCodes;
}

/** What users do with their own authenticators, recovery codes and browsers. Every query carries the owner. */
export class SelfService {
  readonly #context: ServiceContext;
  readonly #sessions: SessionService;
  readonly #recoveryCodes: RecoveryCodes;

  constructor({ context, sessions, recoveryCodes }: SelfServiceDependencies) {
    this.#context = context;
    this.#sessions = sessions;
    this.#recoveryCodes = recoveryCodes;
  }

  async listAuthenticators(owner: Owner): Promise<AuthenticatorList | OwnerRefusal> {
    const found = await this.#find(owner, 'look');
    if ('refused' in found) return found;
    const record = await this.#context.store.findUser(found.userId, this.#context.clock());
    if (record === undefined) return refuse('unauthenticated');
    return {
      authenticators: record.authenticators.map(presentAuthenticator),
      recoveryCodesLeft: record.recoveryCodesLeft,
      ...(found.returnUrl && { returnUrl: found.returnUrl }),
    };
  }

  async rename(
    owner: Owner,
    { authenticatorId, label }: { readonly authenticatorId: string; readonly label: string },
    by: Actor,
  ): Promise<Authenticator | OwnerRefusal | Refusal<'not_found'>> {
    const found = await this.#find(owner, 'change');
    if ('refused' in found) return found;
    const { store, clock } = this.#context;
    const owned = { userId: found.userId, authenticatorId };
    await store.renameAuthenticator(owned, label, { at: clock(), by });
    const record = await store.findUser(found.userId, clock());
    const renamed = record?.authenticators.find((one) => one.authenticatorId === authenticatorId);
    return renamed === undefined ? refuse('not_found') : presentAuthenticator(renamed);
  }

  async remove(
    owner: Owner,
    authenticatorId: string,
    by: Actor,
  ): Promise<OwnerRefusal | Refusal<'not_found' | 'conflict'> | undefined> {
    const found = await this.#find(owner, 'change');
    if ('refused' in found) return found;
    const { store, clock } = this.#context;
    const owned = { userId: found.userId, authenticatorId };
    const outcome = await store.removeAuthenticator(owned, { at: clock(), by });
    if (outcome === 'not_found') return refuse('not_found');
    if (outcome === 'removed') return undefined;
    return refuse('conflict', {
      message: 'This is the last authenticator. Add another one first, or replace it.',
    });
  }

  async renewRecoveryCodes(
    owner: Owner,
    by: Actor,
  ): Promise<
    | { readonly recoveryCodes: string[] }
    | OwnerRefusal
    | Refusal<'no_authenticator' | 'too_many_attempts'>
  > {
    const found = await this.#find(owner, 'change');
    if ('refused' in found) return found;
    const { userId } = found;
    const recoveryCodes = this.#recoveryCodes.generate();
    const codeHashes = recoveryCodes.map((code) => this.#recoveryCodes.hash(code, userId));
    const at = this.#context.clock();
    const renewal = { userId, codeHashes, at, by };
    const outcome = await this.#context.store.renewRecoveryCodes(renewal);
    if (outcome.kind === 'too_many_attempts') {
      return refuse(outcome.kind, { retryAfterSeconds: secondsUntil(outcome.waitingUntil, at) });
    }
    return outcome.kind === 'renewed' ? { recoveryCodes } : refuse(outcome.kind);
  }

  async forgetBrowsers({ user }: LiveSession, by: Actor): Promise<void> {
    await this.#context.store.forgetBrowsers(user.userId, { at: this.#context.clock(), by });
  }

  /** To look needs a session, to change a fresh one; a `manage` ticket is good for both. */
  async #find(owner: Owner, purpose: 'look' | 'change'): Promise<FoundOwner | OwnerRefusal> {
    if (owner.kind === 'session') {
      const isAllowed = purpose === 'look' || this.#sessions.isFresh(owner.live);
      return isAllowed ? { userId: owner.live.user.userId } : refuse('session_not_fresh');
    }
    const { store, clock } = this.#context;
    const ticket = await store.findLiveTicket(hashToken(owner.ticket), clock());
    const isForThis = ticket?.action === 'manage' && ticket.user !== undefined;
    if (!isForThis) return refuse('ticket_invalid');
    return { userId: ticket.user.userId, returnUrl: ticket.returnUrl };
  }
}
