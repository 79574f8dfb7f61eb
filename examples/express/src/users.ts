import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify<string, Buffer, number, Buffer>(scrypt);

export interface User {
  readonly userId: string;
  readonly email: string;
  /**
   * The user at totp-kit. It is there from the moment on that linking began; `isLinked` once the site has seen that an
   * authenticator app is linked, and it stays: who has linked one is never let in without.
   */
  totp?: { readonly userId: string; isLinked: boolean };
}

interface Password {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** The site's own users. A real site has a database in place of these maps. */
export class Users {
  readonly #users = new Map<string, User>();
  readonly #passwords = new Map<string, Password>();
  /** Checked where there is no such user, so that both take as long. */
  readonly #nobody: Password = { salt: randomBytes(16), hash: randomBytes(32) };

  /** Undefined when the e-mail address has an account. */
  async signUp(email: string, password: string): Promise<User | undefined> {
    const salt = randomBytes(16);
    const made = { salt, hash: await hash(password, salt, 32) };
    if (this.#findByEmail(email)) return undefined;
    const user: User = { userId: randomUUID(), email };
    this.#users.set(user.userId, user);
    this.#passwords.set(user.userId, made);
    return user;
  }

  /** Whose e-mail address and password these are. */
  async checkPassword(email: string, password: string): Promise<User | undefined> {
    const user = this.#findByEmail(email);
    const stored = (user && this.#passwords.get(user.userId)) ?? this.#nobody;
    const isRight = timingSafeEqual(await hash(password, stored.salt, 32), stored.hash);
    return isRight ? user : undefined;
  }

  find(userId: string | undefined): User | undefined {
    return userId === undefined ? undefined : this.#users.get(userId);
  }

  #findByEmail(email: string): User | undefined {
    const wanted = email.toLowerCase();
    return [...this.#users.values()].find((user) => user.email.toLowerCase() === wanted);
  }
}
