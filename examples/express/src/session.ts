import type { Request } from 'express';
import type { Awaited } from './second-factor.ts';
import type { User } from './users.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in: the password was right, and so was the second factor, if they have one. */
    userId: string;
    signedInAt: number;
    /** The password was right; the second factor is awaited. Nobody is signed in. */
    signIn: Awaited;
    manage: Awaited;
    transfer: Awaited & { readonly amount: number };
  }
}

/** Begins a session under a new ID, so that one that somebody else knows is worth nothing. */
export function beginSession({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    session.regenerate((error) => (error ? reject(error) : resolve()));
  });
}

export async function signIn(request: Request, userId: string): Promise<void> {
  await beginSession(request);
  request.session.userId = userId;
  request.session.signedInAt = Date.now();
}

export function signOut({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    session.destroy((error) => (error ? reject(error) : resolve()));
  });
}

/** What a page may know of a user. */
export function describe({ email, totp }: User): { email: string; isLinked: boolean } {
  return { email, isLinked: totp?.isLinked ?? false };
}
