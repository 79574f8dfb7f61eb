import { Client, DatabaseError, Pool, TypeOverrides, types, type PoolClient } from 'pg';
import { StorageUnavailableError, type Lane, type SqlEngine } from '../engine.ts';
import type { Script, SqlParameters, Statement, StepResult } from '../script.ts';
import { asStorageError, explainFault } from './faults.ts';
import { migrate, readPostgresSchemaVersion } from './migrate.ts';
import { toPostgres } from './to-postgres.ts';
import { Turns, type Turn } from './turns.ts';

/** How long to wait for a new connection, a lock, a statement, before the answer is that storage is unavailable. */
const connectTimeoutMs = 3000;
const lockTimeoutMs = 2000;
const statementTimeoutMs = 4000;

/** For this connection whatever the server is set to from now on; stricter settings stay. */
const keepCommitsDurable = `
  SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
    WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)`;

const sharedConnections = 10;
const ownConnections = 1;

/** One read or write, waiting for its turn and trying again included; in a burst it waits while others succeed. */
const turnLimits = {
  most: sharedConnections,
  mostWaiting: 2000,
  answerMs: 4500,
  stalledMs: 1500,
  longestWaitMs: 10_000,
};

/** A deadlock or a serialization failure is the database's word to try again. */
const tryAgainCodes = new Set(['40P01', '40001']);
const mostTries = 5;

interface CompiledStatement {
  readonly name: string;
  readonly text: string;
  readonly parameterNames: readonly string[];
}

/** PostgreSQL by `pg`: each write is one transaction, its commit acknowledged by the log on disk. */
export class PostgresEngine implements SqlEngine {
  readonly #pool: Pool;
  readonly #turns: Readonly<Record<Lane, Turns>> = {
    shared: new Turns(turnLimits),
    own: new Turns({ ...turnLimits, most: ownConnections }),
  };
  readonly #compiled = new Map<Statement, CompiledStatement>();

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Connects and brings the schema up to date.
   * @param onWaiting takes a sentence when somebody else is at it for now
   * @throws StorageUnavailableError
   */
  static async open(url: string, onWaiting?: (sentence: string) => void): Promise<PostgresEngine> {
    const pool = openPool(url);
    try {
      await migrate(new Client(connectionOf(url)).on('error', ignore), onWaiting);
      return new PostgresEngine(pool);
    } catch (error) {
      await pool.end();
      throw explainFault(error);
    }
  }

  /** For a database whose schema is known to be up to date; it connects when it is used. */
  static openReady(url: string): PostgresEngine {
    return new PostgresEngine(openPool(url));
  }

  /** The schema version of a database, which is left as it is. @throws StorageUnavailableError */
  static async readSchemaVersion(url: string): Promise<number> {
    const pool = openPool(url);
    try {
      return await readPostgresSchemaVersion(pool);
    } catch (error) {
      throw explainFault(error);
    } finally {
      await pool.end();
    }
  }

  read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return this.#withClient(this.#turns.shared, (client) => this.#runScript(client, makeScript()));
  }

  write<Result>(makeScript: () => Script<Result>, lane: Lane = 'shared'): Promise<Result> {
    return this.#withClient(this.#turns[lane], async (client) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#transact(client, makeScript);
        } catch (error) {
          const isWorthRetrying =
            error instanceof DatabaseError && tryAgainCodes.has(error.code ?? '');
          if (!isWorthRetrying || attempt === mostTries) throw error;
        }
      }
    });
  }

  warnings(): readonly string[] {
    return [];
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #transact<Result>(client: PoolClient, makeScript: () => Script<Result>): Promise<Result> {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    try {
      const result = await this.#runScript(client, makeScript());
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async #withClient<Result>(
    turns: Turns,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    let turn: Turn | undefined;
    let fault: Error | undefined;
    try {
      turn = await turns.take();
      return await this.#useClient(turn, work);
    } catch (error) {
      fault = asStorageError(error);
      throw fault;
    } finally {
      turn?.end(fault instanceof StorageUnavailableError ? 'failed' : 'succeeded');
    }
  }

  async #useClient<Result>(
    { answerBy, lateness }: Turn,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#pool.connect();
    let fault: Error | undefined;
    const state = { isOverdue: false };
    // PostgreSQL cannot enforce its own limits when it is PostgreSQL that hangs.
    const timer = setTimeout(() => {
      state.isOverdue = true;
      void client.end();
    }, answerBy - performance.now());
    try {
      return await work(client);
    } catch (error) {
      fault = asStorageError(state.isOverdue ? lateness() : error);
      throw fault;
    } finally {
      clearTimeout(timer);
      // A connection that failed in any way but by a mistake of ours is not used again.
      client.release(state.isOverdue || fault instanceof StorageUnavailableError);
    }
  }

  async #runScript<Result>(client: PoolClient, script: Script<Result>): Promise<Result> {
    let next = script.next();
    while (next.done !== true) {
      next = script.next(await this.#runStep(client, next.value));
    }
    return next.value;
  }

  async #runStep(
    client: PoolClient,
    {
      statement,
      parameters,
    }: { readonly statement: Statement; readonly parameters: SqlParameters },
  ): Promise<StepResult> {
    const { name, text, parameterNames } = this.#compile(statement);
    const values = parameterNames.map((parameter) => parameters[parameter] ?? null);
    const { rows, rowCount } = await client.query({ name, text, values });
    return { rows, changes: rowCount ?? 0 };
  }

  #compile(statement: Statement): CompiledStatement {
    const known = this.#compiled.get(statement);
    if (known !== undefined) return known;
    const compiled = { name: `s${this.#compiled.size}`, ...toPostgres(statement.sql) };
    this.#compiled.set(statement, compiled);
    return compiled;
  }
}

export function connectionOf(url: string) {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: numbersAsNumbers(),
  };
}

function openPool(url: string): Pool {
  const pool = new Pool({
    ...connectionOf(url),
    max: sharedConnections + ownConnections,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    // Of new connections. Somebody may switch it off while a server runs.
    verify: (client, done) => {
      client.query(keepCommitsDurable).then(() => {
        done();
      }, done);
    },
  });
  // A connection that breaks, idle or between two queries, is replaced by the pool; the next query tells.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** Whole numbers come as numbers: times in milliseconds, steps and counts all fit. */
function numbersAsNumbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}

function ignore(): void {}
