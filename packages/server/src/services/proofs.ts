import { durations } from '../core/durations.ts';
import { signJwt } from '../core/jwt.ts';
import { randomId } from '../core/tokens.ts';
import type { AnsweredTicket } from '../store/tickets.ts';
import type { UserRecord } from '../store/users.ts';
import type { ServiceContext } from './context.ts';
import type { ServerKeys } from './server-keys.ts';

export const proofType = 'totp-proof+jwt';

/** What a ticket that was answered gives back: the proof, and where to go on. */
export interface TicketAnswer {
  readonly proof: string;
  readonly returnUrl?: string;
}

/** Signs proofs: who verified, when, for which purpose, audience and ticket. The ticket fixed all but the time. */
export class ProofService {
  readonly #context: ServiceContext;
  readonly #keys: ServerKeys;

  constructor(context: ServiceContext, keys: ServerKeys) {
    this.#context = context;
    this.#keys = keys;
  }

  answer(ticket: AnsweredTicket, user: UserRecord, amr: readonly string[]): TicketAnswer {
    const now = Math.floor(this.#context.clock() / 1000);
    const claims = {
      iss: this.#context.publicUrl,
      aud: ticket.audience,
      sub: user.userId,
      tid: ticket.ticketId,
      purpose: ticket.purpose,
      jti: randomId('proof'),
      amr,
      auth_time: now,
      iat: now,
      exp: now + durations.proof / 1000,
      login_id: user.loginId,
      login_id_verified: user.loginIdVerified === 1,
    };
    return {
      proof: signJwt(proofType, claims, this.#keys.signer),
      ...(ticket.returnUrl !== null && { returnUrl: ticket.returnUrl }),
    };
  }
}
