import { AsyncLocalStorage } from 'node:async_hooks';
import { StorageUnavailableError, type Lane, type SqlEngine } from '../store/engine.ts';
import type { DatabaseLocation } from '../store/open-store.ts';
import { PostgresEngine } from '../store/postgres/postgres-engine.ts';
import type { Script } from '../store/script.ts';
import { createSqlStore } from '../store/sql-store.ts';
import { SqliteEngine } from '../store/sqlite/sqlite-engine.ts';
import type { Store } from '../store/store.ts';

/** A real store whose statements a test counts, lets fail, or asks for more than the store tells. */
export interface ObservedStore {
  /** For `startTestServer`. */
  readonly openStore: (location: DatabaseLocation) => Promise<Store>;
  /** How many statements ran so far. */
  readonly statements: () => number;
  /** Lets the statement that many from now fail: 1 is the next one, 0 none. */
  readonly failAt: (statement: number) => void;
  /** Runs a script of the test's own. */
  readonly read: <Result>(makeScript: () => Script<Result>) => Promise<Result>;
  readonly sweepExpired: Store['sweepExpired'];
}

export function observeStore(): ObservedStore {
  let opened: { readonly engine: ObservedEngine; readonly store: Store } | undefined;
  const needed = () => {
    if (opened === undefined) throw new Error('the store is not open');
    return opened;
  };
  return {
    openStore: async (location) => {
      const inner = await openEngine(location);
      const engine = new ObservedEngine(inner);
      const store = exceptBeats(createSqlStore(engine), createSqlStore(inner));
      opened = { engine, store };
      return store;
    },
    statements: () => needed().engine.statements,
    failAt: (statement) => needed().engine.failAt(statement),
    read: (makeScript) => needed().engine.read(makeScript),
    sweepExpired: (now, bounds) => needed().store.sweepExpired(now, bounds),
  };
}

/** Whether what runs is what follows a sign of life. */
const onBeat = new AsyncLocalStorage<true>();

/**
 * Signs of life, and the look at the keys after each, come by themselves: they are no test's statements. The same
 * questions of a request are.
 */
function exceptBeats(counted: Store, uncounted: Store): Store {
  const asked = (): Store => (onBeat.getStore() === true ? uncounted : counted);
  return {
    ...counted,
    beat: (beat) => {
      onBeat.enterWith(true);
      return uncounted.beat(beat);
    },
    listEncryptionKeys: () => asked().listEncryptionKeys(),
    listServerSecrets: () => asked().listServerSecrets(),
    listSigningKeys: () => asked().listSigningKeys(),
  };
}

async function openEngine(location: DatabaseLocation): Promise<SqlEngine> {
  return location.engine === 'sqlite'
    ? new SqliteEngine(location.path)
    : await PostgresEngine.open(location.url);
}

class ObservedEngine implements SqlEngine {
  statements = 0;
  readonly #inner: SqlEngine;
  #failing: number | undefined;

  constructor(inner: SqlEngine) {
    this.#inner = inner;
  }

  failAt(statement: number): void {
    this.#failing = this.statements + statement;
  }

  read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return this.#inner.read(() => this.#observe(makeScript()));
  }

  write<Result>(makeScript: () => Script<Result>, lane?: Lane): Promise<Result> {
    return this.#inner.write(() => this.#observe(makeScript()), lane);
  }

  warnings(): readonly string[] {
    return this.#inner.warnings();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  *#observe<Result>(script: Script<Result>): Script<Result> {
    let next = script.next();
    while (next.done !== true) {
      this.statements += 1;
      if (this.statements === this.#failing) throw new StorageUnavailableError('as the test said');
      next = script.next(yield next.value);
    }
    return next.value;
  }
}
