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

/** Whether this user has linked an authenticator app. An error is thrown, so that nobody is let in by one. */
export async function isLinked({ totpUserId }: StoredUser): Promise<boolean> {
  if (totpUserId === undefined) return false;
  const { authenticators } = await management().getUser(totpUserId);
  return authenticators.length > 0;
}

/** A ticket to link the first authenticator app with. */
export async function askToLink(user: StoredUser): Promise<string> {
  const { ticket } = await management().createTicket({
    userId: await totpUserIdOf(user),
    action: 'update-user',
  });
  return ticket;
}

/** A ticket to prove with that it is the user, for this purpose and no other. */
export async function askForProof(
  user: StoredUser,
  purpose: string,
): Promise<{ readonly ticket: string; readonly awaited: Awaited }> {
  const subject = await totpUserIdOf(user);
  const order = { audience: siteUrl, purpose };
  const { ticket, ticketId } = await management().createTicket({
    userId: subject,
    action: 'sign-in',
    ...order,
  });
  return { ticket, awaited: { siteUserId: user.userId, subject, ticketId, ...order } };
}

/** Whether this is the proof that is awaited. One is good once. */
export async function isAnswered(awaited: Awaited, proof: unknown): Promise<boolean> {
  return (await verifier().verifyProof(proof, awaited)) !== undefined;
}

async function totpUserIdOf(user: StoredUser): Promise<string> {
  if (user.totpUserId === undefined) {
    const { userId } = await management().createUser({ loginId: user.email, signIn: 'ticket' });
    user.totpUserId = userId;
  }
  return user.totpUserId;
}
