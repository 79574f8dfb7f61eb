import type { Verification } from '@totp-kit/protocol';
import { secondsUntil } from '../core/clock.ts';
import type { LoginId } from '../core/login-id.ts';
import { hashToken } from '../core/tokens.ts';
import type { Actor } from '../store/events.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { presentUser } from './presentation.ts';
import type { IssuedSession, SessionService } from './sessions.ts';
import type { Verifier } from './verifier.ts';

interface VerificationDependencies {
  readonly context: ServiceContext;
  readonly verifier: Verifier;
  readonly sessions: SessionService;
}

export class VerificationService {
  readonly #context: ServiceContext;
  readonly #verifier: Verifier;
  readonly #sessions: SessionService;

  constructor({ context, verifier, sessions }: VerificationDependencies) {
    this.#context = context;
    this.#verifier = verifier;
    this.#sessions = sessions;
  }

  /** Signs a user in with a code. */
  async signIn(
    given: { readonly loginId: LoginId; readonly code: string },
    by: Actor,
  ): Promise<
    | (Verification & { readonly session: IssuedSession })
    | Refusal<'invalid_code' | 'too_many_attempts'>
  > {
    const now = this.#context.clock();
    const prepared = this.#sessions.prepare();
    const outcome = await this.#context.store.verify({
      loginIdCanonical: given.loginId.canonical,
      loginIdHash: hashToken(given.loginId.canonical),
      now,
      by,
      newSession: { sessionId: prepared.sessionId, refreshHash: prepared.refreshHash },
      decide: (candidates) => this.#verifier.decide(candidates, { code: given.code, now }),
    });
    switch (outcome.kind) {
      case 'verified': {
        const { user, session } = outcome;
        return {
          user: presentUser(user),
          session: this.#sessions.issue({ user, times: session, ...prepared }),
        };
      }
      case 'too_many_attempts':
        return refuse(outcome.kind, {
          retryAfterSeconds: secondsUntil(outcome.waitingUntil, now),
        });
      case 'invalid_code':
        return refuse(outcome.kind);
    }
  }
}
