import { createManagementClient, type ManagementClient } from '@totp-kit/server/management';
import { createVerifier, rememberProofs, type TokenVerifier } from '@totp-kit/server/verify';
import type { User } from './users.ts';

/** What the site waits for. It stays in the session, and never comes from the page. */
export interface Awaited {
  readonly siteUserId: string;
  readonly subject: string;
  readonly audience: string;
  readonly purpose: string;
  readonly ticketId: string;
}

/** The ticket goes to the page, the rest into the session. */
export interface Question {
  readonly ticket: string;
  readonly awaited: Awaited;
}

/** Everything that the site says to totp-kit. Whatever goes wrong is thrown, so that nobody is let in by an error. */
export class SecondFactor {
  readonly #management: ManagementClient;
  readonly #verifier: TokenVerifier;
  readonly #audience: string;

  constructor(options: {
    readonly server: string;
    readonly managementKey: string;
    /** Whom the proofs are for: this site. */
    readonly audience: string;
  }) {
    this.#management = createManagementClient(options);
    this.#verifier = createVerifier({
      issuer: options.server,
      // Good for one process; several share a table.
      isReplay: rememberProofs(),
      onRefusal: ({ reason, message }) =>
        console.warn(`A proof was refused (${reason}): ${message}`),
    });
    this.#audience = options.audience;
  }

  /** Whether this user has linked an authenticator app. Asks totp-kit unless the site knows that they have. */
  async isLinked(user: User): Promise<boolean> {
    if (user.totp === undefined) return false;
    if (!user.totp.isLinked) {
      // Linking was begun; perhaps the page was closed before the proof came.
      const { authenticators } = await this.#management.getUser(user.totp.userId);
      user.totp.isLinked = authenticators.length > 0;
    }
    return user.totp.isLinked;
  }

  /** A ticket to link the first authenticator app of a user with. */
  async ticketToLink(user: User): Promise<string> {
    if (user.totp === undefined) {
      const { userId } = await this.#management.createUser({
        loginId: user.email,
        signIn: 'ticket',
      });
      user.totp = { userId, isLinked: false };
    }
    return this.#ticket(user, 'update-user');
  }

  /** A ticket by which the page lets a user look after their authenticator apps and recovery codes. */
  ticketToManage(user: User): Promise<string> {
    return this.#ticket(user, 'manage');
  }

  /** A ticket to prove with that it is the user, for this purpose and no other. */
  async ask(user: User, purpose: string): Promise<Question> {
    const subject = subjectOf(user);
    const terms = { audience: this.#audience, purpose };
    const order = { userId: subject, action: 'sign-in', ...terms } as const;
    const { ticket, ticketId } = await this.#management.createTicket(order);
    return { ticket, awaited: { siteUserId: user.userId, subject, ticketId, ...terms } };
  }

  /** Whether this is the proof that is awaited. One is good once. */
  async isAnswered(awaited: Awaited, proof: unknown): Promise<boolean> {
    return (await this.#verifier.verifyProof(proof, awaited)) !== undefined;
  }

  async #ticket(user: User, action: 'update-user' | 'manage'): Promise<string> {
    const order = { userId: subjectOf(user), action };
    return (await this.#management.createTicket(order)).ticket;
  }
}

function subjectOf({ totp }: User): string {
  if (totp === undefined) throw new Error('This user has not begun to link an authenticator app.');
  return totp.userId;
}
