import { randomBytes } from 'node:crypto';
import { TotpError } from '@totp-kit/server/management';
import { management, siteUrl, verifier } from './totp-kit';
import type { StoredUser } from './users';

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

/**
 * Whether this user has linked an authenticator app. It stays, also when an administrator deletes the app: the password
 * alone is no way in then. An error is thrown, so that nobody is let in by one.
 */
export async function isLinked({ totp }: StoredUser): Promise<boolean> {
  if (totp === undefined) return false;
  if (!totp.isLinked) {
    const { authenticators } = await management().getUser(totp.userId);
    totp.isLinked = authenticators.length > 0;
  }
  return totp.isLinked;
}

/** A ticket to link the first authenticator app with. Undefined for who has one, or had. */
export async function askToLink(user: StoredUser): Promise<Question | undefined> {
  if (await isLinked(user)) return undefined;
  if (user.totp === undefined) {
    const userId = await createUser(user);
    // Of two requests at once the first one's stays.
    user.totp ??= { userId, isLinked: false };
  }
  try {
    return await order(user, { action: 'update-user', purpose: 'link', ifUnlinked: true });
  } catch (error) {
    if (error instanceof TotpError && error.code === 'conflict') return undefined;
    throw error;
  }
}

/**
 * A ticket to prove with that it is the user, for this purpose and no other. Undefined for who has linked an app that
 * was deleted since.
 */
export async function askForProof(
  user: StoredUser,
  purpose: string,
): Promise<Question | undefined> {
  try {
    return await order(user, { action: 'sign-in', purpose });
  } catch (error) {
    if (error instanceof TotpError && error.code === 'no_authenticator') return undefined;
    throw error;
  }
}

/** Whether this is the proof that is awaited. One is good once. */
export async function isAnswered(awaited: Awaited, proof: unknown): Promise<boolean> {
  return (await verifier().verifyProof(proof, awaited)) !== undefined;
}

async function order(
  user: StoredUser,
  wanted: {
    readonly action: 'sign-in' | 'update-user';
    readonly purpose: string;
    readonly ifUnlinked?: boolean;
  },
): Promise<Question> {
  if (user.totp === undefined) throw new Error('This user has not begun to link an app.');
  const subject = user.totp.userId;
  const terms = { audience: siteUrl, purpose: wanted.purpose };
  const { ticket, ticketId } = await management().createTicket({
    ...wanted,
    ...terms,
    userId: subject,
  });
  return { ticket, awaited: { siteUserId: user.userId, subject, ticketId, ...terms } };
}

/** The login ID is what the authenticator app shows: a name that nobody else can have taken before. */
async function createUser({ email }: StoredUser): Promise<string> {
  const loginId = `${email} (${new URL(siteUrl).hostname} ${randomBytes(8).toString('hex')})`;
  return (await management().createUser({ loginId, signIn: 'ticket' })).userId;
}
