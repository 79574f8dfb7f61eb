import { randomBytes } from 'node:crypto';
import {
  createManagementClient,
  TotpError,
  type ManagementClient,
} from '@totp-kit/server/management';
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
      // Linking was begun; perhaps the page was closed before it could say that it is done.
      const { authenticators } = await this.#management.getUser(user.totp.userId);
      user.totp.isLinked = authenticators.length > 0;
    }
    return user.totp.isLinked;
  }

  /**
   * A ticket to link the first authenticator app of a user with; it ends when they get one by another ticket. Undefined
   * when they have one, or had: who has linked an app needs more than the password to link another.
   */
  async askToLink(user: User): Promise<Question | undefined> {
    if (await this.isLinked(user)) return undefined;
    if (user.totp === undefined) {
      const userId = await this.#createUser(user);
      // Of two requests at once the first one's stays; in a database: `SET ... WHERE totp_user_id IS NULL`.
      user.totp ??= { userId, isLinked: false };
    }
    try {
      return await this.#ask(user, { action: 'update-user', purpose: 'link', ifUnlinked: true });
    } catch (error) {
      if (error instanceof TotpError && error.code === 'conflict') return undefined;
      throw error;
    }
  }

  /** A ticket by which the page lets a user look after their authenticator apps and recovery codes. */
  async ticketToManage(user: User): Promise<string> {
    const order = { userId: subjectOf(user), action: 'manage' } as const;
    return (await this.#management.createTicket(order)).ticket;
  }

  /** A ticket to prove with that it is the user, for this purpose and no other. */
  ask(user: User, purpose: string): Promise<Question> {
    return this.#ask(user, { action: 'sign-in', purpose });
  }

  /** Whether this is the proof that is awaited. One is good once. */
  async isAnswered(awaited: Awaited, proof: unknown): Promise<boolean> {
    return (await this.#verifier.verifyProof(proof, awaited)) !== undefined;
  }

  async #ask(
    user: User,
    order: {
      readonly action: 'sign-in' | 'update-user';
      readonly purpose: string;
      readonly ifUnlinked?: boolean;
    },
  ): Promise<Question> {
    const terms = { audience: this.#audience, purpose: order.purpose };
    const subject = subjectOf(user);
    const { ticket, ticketId } = await this.#management.createTicket({
      ...order,
      ...terms,
      userId: subject,
    });
    return { ticket, awaited: { siteUserId: user.userId, subject, ticketId, ...terms } };
  }

  /**
   * The login ID is what the authenticator app shows. Nobody else can have made a user of this name: the e-mail address
   * alone may be anybody's, at this site or another of the same totp-kit. When the answer is lost, the next try makes
   * another user, and nobody has a ticket for the first.
   */
  async #createUser({ email }: User): Promise<string> {
    const { hostname } = new URL(this.#audience);
    const loginId = `${email} (${hostname} ${randomBytes(8).toString('hex')})`;
    return (await this.#management.createUser({ loginId, signIn: 'ticket' })).userId;
  }
}

function subjectOf({ totp }: User): string {
  if (totp === undefined) throw new Error('This user has not begun to link an authenticator app.');
  return totp.userId;
}
