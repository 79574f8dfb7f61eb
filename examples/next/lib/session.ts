import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { once } from './once';
import { isAnswered, isLinked, type Awaited } from './second-factor';
import { siteUrl } from './totp-kit';
import { findUser, type StoredUser } from './users';

/** What a proof is awaited for. */
type Task = 'signIn' | 'link' | 'transfer';

export interface Asked extends Awaited {
  /** Of a transfer. */
  readonly amount?: number;
}

/** What the site knows of a browser. It stays here; the browser has its ID. */
interface Session {
  readonly beganAt: number;
  /** Whose password was right. Who is signed in says `whoIsSignedIn`. */
  readonly userId?: string;
  /** Whether there was a code, too. */
  readonly hasTypedCode?: boolean;
  /** What it waits for. Changed in its place: a request under way never brings a session back that has ended. */
  readonly asked: Partial<Record<Task, Asked>>;
  isOver?: boolean;
}

const name = 'site';
const lifetimeMs = 60 * 60 * 1000;

/** A real site has a database in place of this. */
const sessions = once('sessions', () => new Map<string, Session>());

/** Linking an app ends every session that began with the password alone. */
export async function whoIsSignedIn(): Promise<StoredUser | undefined> {
  const session = await readSession();
  const user = findUser(session?.userId);
  if (!user) return undefined;
  return (await isLinked(user)) && !session?.hasTypedCode ? undefined : user;
}

/** Milliseconds since somebody signed in. */
export async function sessionAge(): Promise<number> {
  return Date.now() - ((await readSession())?.beganAt ?? 0);
}

/** Begins a session under a new ID, so that one that somebody else knows is worth nothing. */
export async function beginSession(
  start: Pick<Session, 'userId' | 'hasTypedCode'>,
  signIn?: Asked,
): Promise<void> {
  const now = Date.now();
  for (const [old, { beganAt }] of sessions) if (now - beganAt > lifetimeMs) sessions.delete(old);
  const jar = await cookies();
  end(jar.get(name)?.value);
  const id = randomBytes(32).toString('base64url');
  sessions.set(id, { ...start, beganAt: now, asked: { signIn } });
  jar.set(name, id, {
    httpOnly: true,
    sameSite: 'lax',
    secure: siteUrl.startsWith('https:'),
    maxAge: lifetimeMs / 1000,
  });
}

export async function endSession(): Promise<void> {
  const jar = await cookies();
  end(jar.get(name)?.value);
  jar.delete(name);
}

/** From now on this session waits for a proof. */
export async function ask(task: Task, asked: Asked): Promise<void> {
  const session = await readSession();
  if (session) session.asked[task] = asked;
}

/**
 * What was asked and is answered by this proof: undefined unless it was awaited all the time that the check took. It is
 * not awaited any more, so what it is for is done once.
 */
export async function answer(task: Task, proof: string | undefined): Promise<Asked | undefined> {
  const session = await readSession();
  const asked = session?.asked[task];
  if (!session || !asked || !(await isAnswered(asked, proof))) return undefined;
  // Meanwhile somebody may have signed out, or asked for something else.
  if (session.isOver || session.asked[task] !== asked) return undefined;
  delete session.asked[task];
  return asked;
}

async function readSession(): Promise<Session | undefined> {
  const session = sessions.get((await cookies()).get(name)?.value ?? '');
  return session && Date.now() - session.beganAt < lifetimeMs ? session : undefined;
}

function end(id = ''): void {
  const session = sessions.get(id);
  if (session) session.isOver = true;
  sessions.delete(id);
}
