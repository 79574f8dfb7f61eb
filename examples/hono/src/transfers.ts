import type { ManagementClient } from '@totp-kit/server/management';
import type { ExpectedProof, VerifiedProof, VerifiedSession } from '@totp-kit/server/verify';

type Person = Pick<VerifiedSession, 'userId' | 'sessionId'>;

interface Transfer {
  readonly amount: number;
  readonly expected: ExpectedProof;
}

/** Transfers that wait for a code: one for each session, so that a proof is good for what its person has seen. */
export class Transfers {
  readonly #management: ManagementClient;
  readonly #audience: string;
  readonly #open = new Map<string, Transfer>();

  constructor(options: { readonly management: ManagementClient; readonly audience: string }) {
    this.#management = options.management;
    this.#audience = options.audience;
  }

  /** The ticket by which the page asks for a code. */
  async begin({ userId, sessionId }: Person, amount: number): Promise<string> {
    const order = { audience: this.#audience, purpose: `transfer ${amount}` };
    const { ticket, ticketId } = await this.#management.createTicket({
      userId,
      action: 'sign-in',
      ...order,
    });
    this.#open.set(sessionId, { amount, expected: { subject: userId, ticketId, ...order } });
    return ticket;
  }

  expectedOf({ sessionId }: Person): ExpectedProof | undefined {
    return this.#open.get(sessionId)?.expected;
  }

  /**
   * Says how much was transferred: what was proved, or nothing. While the proof was checked another transfer may have
   * been begun. A real site takes it out of its database (`DELETE ... WHERE ticket_id = ... RETURNING`), and moves money.
   */
  finish({ sessionId }: Person, proof: Pick<VerifiedProof, 'ticketId'>): number | undefined {
    const transfer = this.#open.get(sessionId);
    if (transfer?.expected.ticketId !== proof.ticketId) return undefined;
    this.#open.delete(sessionId);
    return transfer.amount;
  }
}
