import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { once } from './once';
import type { Awaited } from './second-factor';

/** What the site knows of a browser. It stays here; the browser has its ID. */
export interface Session {
  /** Who is signed in: the password was right, and so was the second factor, if they have one. */
  readonly userId?: string;
  /** The password was right; the second factor is awaited. Nobody is signed in. */
  readonly signIn?: Awaited;
  readonly transfer?: Awaited & { readonly amount: number };
}

const name = 'site';
const lifetimeSeconds = 60 * 60;

const sessions = once('sessions', () => new Map<string, Session & { endsAt: number }>());

export async function readSession(): Promise<Session> {
  const id = (await cookies()).get(name)?.value;
  const session = id === undefined ? undefined : sessions.get(id);
  return session && session.endsAt > Date.now() ? session : {};
}

/** Begins a session under a new ID, so that one that somebody else knows is worth nothing. */
export async function beginSession(session: Session): Promise<void> {
  const jar = await cookies();
  const id = randomBytes(32).toString('base64url');
  sessions.delete(jar.get(name)?.value ?? '');
  sessions.set(id, { ...session, endsAt: Date.now() + lifetimeSeconds * 1000 });
  jar.set(name, id, {
    httpOnly: true,
    sameSite: 'lax',
    secure: process.env.SITE_URL?.startsWith('https:') ?? false,
    maxAge: lifetimeSeconds,
  });
}

export async function endSession(): Promise<void> {
  const jar = await cookies();
  sessions.delete(jar.get(name)?.value ?? '');
  jar.delete(name);
}
