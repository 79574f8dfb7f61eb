import type { ManagedUser, TotpDeletion } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { ManagementClient } from '../../client/management-client.ts';
import type { UserTask, UserTaskKind } from './user-tasks.ts';

/** So many users go in one request, so that progress is seen and little is sent again. */
export const chunkSize = 25;

/** As long as the link after a deletion. */
const linkSeconds = 86_400;

/** A link to enroll, which the server shows once. */
export interface EnrollmentLink {
  readonly url: string;
  readonly expiresAt: string;
}

export interface TaskResult {
  readonly user: ManagedUser;
  /** `changed`: since it was looked at, so it was left alone. `refused`: `error` says why. */
  readonly outcome: 'done' | 'no_authenticator' | 'not_found' | 'changed' | 'refused';
  readonly link?: EnrollmentLink | undefined;
  /** It has a link that is not shown: it was lost with an answer, or is not for this administrator. */
  readonly isLinkMissing?: boolean;
  readonly error?: TotpError;
}

/** Some users of a task, with the key that makes the server do it once. */
export interface Chunk {
  readonly users: readonly ManagedUser[];
  readonly idempotencyKey: string;
}

/** The parts of a task, in the order in which they are done. */
export function cut(task: UserTask, newKey: () => string): Chunk[] {
  const size = task.kind === 'delete-totp' ? chunkSize : 1;
  const chunks: Chunk[] = [];
  for (let start = 0; start < task.users.length; start += size) {
    const users = task.users.slice(start, start + size);
    chunks.push({ users, idempotencyKey: newKey() });
  }
  return chunks;
}

/**
 * Does a task for some of its users. Rejects with a `TotpError` when it could not be done now, or nobody knows whether
 * it was: then the same chunk is to be run again.
 */
export async function runChunk(
  client: ManagementClient,
  task: UserTask,
  chunk: Chunk,
): Promise<TaskResult[]> {
  if (task.kind === 'delete-totp') return deleteTotp(client, task, chunk);
  return Promise.all(chunk.users.map((user) => runOne(client, task, user)));
}

async function deleteTotp(
  client: ManagementClient,
  { reason, unchangedSince }: UserTask,
  { users, idempotencyKey }: Chunk,
): Promise<TaskResult[]> {
  const deletions = await client.deleteTotp({
    idempotencyKey,
    userIds: users.map(({ userId }) => userId),
    ...(reason && { reason }),
    ...(unchangedSince !== undefined && { unchangedSince }),
  });
  const byUser = new Map(deletions.map((deletion) => [deletion.userId, deletion]));
  return users.map((user) => toResult(user, byUser.get(user.userId)));
}

function toResult(user: ManagedUser, deletion: TotpDeletion | undefined): TaskResult {
  const { outcome = 'not_found', url, expiresAt } = deletion ?? {};
  if (outcome !== 'deleted') return { user, outcome };
  if (url === undefined || expiresAt === undefined)
    return { user, outcome: 'done', isLinkMissing: true };
  return { user, outcome: 'done', link: { url, expiresAt } };
}

async function runOne(
  client: ManagementClient,
  task: UserTask,
  user: ManagedUser,
): Promise<TaskResult> {
  try {
    const link = await act(client, task, user);
    return { user, outcome: 'done', ...(link && { link }) };
  } catch (error) {
    if (!(error instanceof TotpError) || isAboutAll(error)) throw error;
    if (error.code === 'not_found') {
      return { user, outcome: task.kind === 'delete-user' ? 'done' : 'not_found' };
    }
    if (error.code !== 'conflict') return { user, outcome: 'refused', error };
    return { user, outcome: (await isDoneAlready(client, task, user)) ? 'done' : 'changed' };
  }
}

type Action = (
  client: ManagementClient,
  user: ManagedUser,
  task: UserTask,
) => Promise<EnrollmentLink | undefined>;

const actions: Readonly<Record<Exclude<UserTaskKind, 'delete-totp'>, Action>> = {
  'new-link': async (client, { userId }) => {
    const body = { userId, action: 'update-user', ttlSeconds: linkSeconds } as const;
    const { url, expiresAt } = await client.createTicket(body);
    return { url, expiresAt };
  },
  enable: (client, user, task) => setStatus(client, user, { ...sinceOf(task), status: 'enabled' }),
  disable: (client, user, task) =>
    setStatus(client, user, { ...sinceOf(task), status: 'disabled' }),
  'sign-out': (client, { userId }) => withoutLink(client.endSessions(userId)),
  'forget-browsers': (client, { userId }) => withoutLink(client.forgetBrowsers(userId)),
  'end-waiting': (client, { userId }) => withoutLink(client.endWaiting(userId)),
  'delete-user': (client, { userId }, task) =>
    withoutLink(client.deleteUser(userId, sinceOf(task))),
};

function act(
  client: ManagementClient,
  task: UserTask,
  user: ManagedUser,
): Promise<EnrollmentLink | undefined> {
  const { kind } = task;
  return kind === 'delete-totp' ? Promise.resolve(undefined) : actions[kind](client, user, task);
}

function setStatus(
  client: ManagementClient,
  { userId }: ManagedUser,
  body: Parameters<ManagementClient['updateUser']>[1],
): Promise<undefined> {
  return withoutLink(client.updateUser(userId, body));
}

async function withoutLink(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}

function sinceOf({ unchangedSince }: UserTask): { unchangedSince?: string } {
  return unchangedSince === undefined ? {} : { unchangedSince };
}

/** The answer to a change may have been lost; asked again, the server only sees that the user has changed. */
async function isDoneAlready(
  client: ManagementClient,
  { kind }: UserTask,
  { userId }: ManagedUser,
): Promise<boolean> {
  if (kind !== 'enable' && kind !== 'disable') return false;
  const { status } = await client.getUser(userId);
  return status === (kind === 'enable' ? 'enabled' : 'disabled');
}

/** What is wrong with one user alone, the others need not wait for. */
function isAboutAll({ code }: TotpError): boolean {
  return !['not_found', 'conflict', 'no_authenticator', 'login_id_taken', 'limit_reached'].includes(
    code,
  );
}
