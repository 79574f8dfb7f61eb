import type { Request } from 'express';
import type { Awaited, SecondFactor } from './second-factor.ts';
import type { User, Users } from './users.ts';

declare module 'express-session' {
  interface SessionData {
    beganAt: number;
    /** Whose password was right. Who is signed in says `whoIsSignedIn`. */
    userId: string;
    /** Whether there was a code, too. */
    hasTypedCode: boolean;
  }
}

/** What a proof is awaited for. */
export type Task = 'sign in' | 'link' | 'transfer' | 'manage';

export interface Asked extends Awaited {
  /** Of a transfer. */
  readonly amount?: number;
}

/** However busy somebody is, they sign in anew after this. Who is idle has to sooner: see site.ts. */
const longestMs = 12 * 60 * 60 * 1000;

/** A ticket is good for ten minutes, and its proof for two. */
const askedMs = 15 * 60 * 1000;

/**
 * Who is signed in, and what each session is asked. A session is written when somebody signs in and never again: a
 * request that is under way while they sign out would bring it back. So what is awaited stands beside it, by its ID.
 */
export class Sessions {
  readonly #users: Users;
  readonly #secondFactor: SecondFactor;
  readonly #asked = new Map<string, { readonly asked: Asked; readonly endsAt: number }>();

  constructor(services: { readonly users: Users; readonly secondFactor: SecondFactor }) {
    this.#users = services.users;
    this.#secondFactor = services.secondFactor;
  }

  /** Linking an app ends every session that began with the password alone. */
  async whoIsSignedIn({ session }: Request): Promise<User | undefined> {
    const user = this.#users.find(session.userId);
    if (user === undefined || ageOf(session) > longestMs) return undefined;
    const isLinked = await this.#secondFactor.isLinked(user);
    return isLinked && !session.hasTypedCode ? undefined : user;
  }

  /** Begins a session under a new ID, so that one that somebody else knows is worth nothing. */
  async begin(request: Request): Promise<void> {
    this.#forget(request);
    await new Promise<void>((resolve, reject) => {
      request.session.regenerate((error) => (error ? reject(error) : resolve()));
    });
    request.session.beganAt = Date.now();
  }

  async signIn(request: Request, user: User, factors: 'password' | 'both'): Promise<void> {
    await this.begin(request);
    request.session.userId = user.userId;
    request.session.hasTypedCode = factors === 'both';
  }

  async signOut(request: Request): Promise<void> {
    this.#forget(request);
    await new Promise<void>((resolve, reject) => {
      request.session.destroy((error) => (error ? reject(error) : resolve()));
    });
  }

  /** From now on this session waits for a proof. What was asked for the same task is not awaited any more. */
  ask(request: Request, task: Task, asked: Asked): void {
    for (const [key, { endsAt }] of this.#asked) if (endsAt < Date.now()) this.#asked.delete(key);
    this.#asked.set(keyOf(request, task), { asked, endsAt: Date.now() + askedMs });
  }

  /** What this session waits for. */
  find(request: Request, task: Task): Asked | undefined {
    return this.#asked.get(keyOf(request, task))?.asked;
  }

  /**
   * What was asked and is answered by this proof: undefined unless it was awaited all the time that the check took. It
   * is not awaited any more, so what it is for is done once.
   */
  async answer(request: Request, task: Task): Promise<Asked | undefined> {
    const asked = this.find(request, task);
    if (!asked || !(await this.#secondFactor.isAnswered(asked, request.body?.proof))) return;
    // Meanwhile somebody may have signed out, or asked for something else.
    if (this.find(request, task) !== asked) return;
    this.#asked.delete(keyOf(request, task));
    return asked;
  }

  #forget(request: Request): void {
    for (const task of ['sign in', 'link', 'transfer', 'manage'] as const) {
      this.#asked.delete(keyOf(request, task));
    }
  }
}

/** Milliseconds since it began. */
export function ageOf({ beganAt }: { readonly beganAt?: number }): number {
  return Date.now() - (beganAt ?? 0);
}

/** What a page may know of a user. */
export function describe({ email, totp }: User): { email: string; isLinked: boolean } {
  return { email, isLinked: totp?.isLinked ?? false };
}

function keyOf({ sessionID }: Request, task: Task): string {
  return `${task} ${sessionID}`;
}
