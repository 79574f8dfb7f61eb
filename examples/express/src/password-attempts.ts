const periodMs = 15 * 60 * 1000;

/**
 * How often passwords may be tried. Who knows an e-mail address can use up what its account has, and keep its owner out
 * for a while: where that matters, let a browser through in which they signed in before. Several processes count in a
 * database.
 */
export class PasswordAttempts {
  readonly #accounts = new Budget({ most: 10 });
  /** Many people may share one; each attempt also costs the work of a hash. */
  readonly #addresses = new Budget({ most: 50 });

  /** Counts one before the password is checked: many at once are as many as one by one. */
  mayTry(email: string, address = ''): boolean {
    return this.#addresses.take(address) && this.#accounts.take(nameOf(email));
  }

  /** Its password is hashed, too. */
  maySignUp(address = ''): boolean {
    return this.#addresses.take(address);
  }

  /** Somebody is signed in, with the second factor if they have one: what was tried before does not count any more. */
  succeeded(email: string): void {
    this.#accounts.restore(nameOf(email));
  }
}

class Budget {
  readonly #most: number;
  readonly #used = new Map<string, { count: number; readonly endsAt: number }>();

  constructor({ most }: { readonly most: number }) {
    this.#most = most;
  }

  take(key: string): boolean {
    this.#forgetOld();
    const used = this.#used.get(key) ?? { count: 0, endsAt: Date.now() + periodMs };
    used.count += 1;
    this.#used.set(key, used);
    return used.count <= this.#most;
  }

  restore(key: string): void {
    this.#used.delete(key);
  }

  /** Periods are all as long, so the first that began is the first that ends. */
  #forgetOld(): void {
    for (const [key, { endsAt }] of this.#used) {
      if (endsAt > Date.now()) return;
      this.#used.delete(key);
    }
  }
}

function nameOf(email: string): string {
  return email.toLowerCase();
}
