import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { once } from './once';

export interface StoredUser {
  readonly userId: string;
  readonly email: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
  /** The user at totp-kit, from the moment on that linking began; `isLinked` once they have an app, and it stays. */
  totp?: { readonly userId: string; isLinked: boolean };
}

const hash = promisify<string, Buffer, number, Buffer>(scrypt);

/** The site's own users. A real site has a database in place of this. */
const users = once('users', () => new Map<string, StoredUser>());

/** Undefined when the e-mail address has an account. */
export async function signUp(email: string, password: string): Promise<StoredUser | undefined> {
  const salt = randomBytes(16);
  const user: StoredUser = {
    userId: randomUUID(),
    email,
    salt,
    hash: await hash(password, salt, 32),
  };
  if (findByEmail(email)) return undefined;
  users.set(user.userId, user);
  return user;
}

/** Whose e-mail address and password these are. It takes as long when there is no such user. */
export async function checkPassword(
  email: string,
  password: string,
): Promise<StoredUser | undefined> {
  const user = findByEmail(email);
  const stored = user ?? { salt: randomBytes(16), hash: randomBytes(32) };
  const isRight = timingSafeEqual(await hash(password, stored.salt, 32), stored.hash);
  return isRight ? user : undefined;
}

export function findUser(userId: string | undefined): StoredUser | undefined {
  return userId === undefined ? undefined : users.get(userId);
}

function findByEmail(email: string): StoredUser | undefined {
  const wanted = email.toLowerCase();
  return [...users.values()].find((user) => user.email.toLowerCase() === wanted);
}
