import { Client, DatabaseError, Pool, TypeOverrides, types, type PoolClient } from 'pg';
import { StorageUnavailableError, type SqlEngine } from '../engine.ts';
import type { Script, SqlParameters, Statement, StepResult } from '../script.ts';
import { migrate, readPostgresSchemaVersion } from './migrate.ts';
import { toPostgres } from './to-postgres.ts';

/** How long to wait for a connection, a lock, a statement, before the answer is that storage is unavailable. */
const connectTimeoutMs = 3000;
const lockTimeoutMs = 3000;
const statementTimeoutMs = 4000;
const queryTimeoutMs = 5000;

const poolSize = 10;

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
  readonly #compiled = new Map<Statement, CompiledStatement>();

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects and brings the schema up to date. @throws StorageUnavailableError */
  static async open(url: string): Promise<PostgresEngine> {
    const pool = openPool(url);
    try {
      await migrate(new Client(connectionOf(url)).on('error', ignore));
      return new PostgresEngine(pool);
    } catch (error) {
      await pool.end();
      throw cannotBeUsed(error);
    }
  }

  /** The schema version of a database, which is left as it is. @throws StorageUnavailableError */
  static async readSchemaVersion(url: string): Promise<number> {
    const pool = openPool(url);
    try {
      return await readPostgresSchemaVersion(pool);
    } catch (error) {
      throw cannotBeUsed(error);
    } finally {
      await pool.end();
    }
  }

  async read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return this.#withClient((client) => this.#runScript(client, makeScript()));
  }

  async write<Result>(makeScript: () => Script<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#withClient((client) => this.#transact(client, makeScript));
      } catch (error) {
        const { cause } = error as Error;
        const isWorthRetrying =
          cause instanceof DatabaseError && tryAgainCodes.has(cause.code ?? '');
        if (!isWorthRetrying || attempt === mostTries) throw error;
      }
    }
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

  async #withClient<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    let client: PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw asStorageError(error);
    }
    let fault: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      fault = asStorageError(error);
      throw fault;
    } finally {
      // A connection that failed in any way but by a mistake of ours is not used again.
      client.release(fault instanceof StorageUnavailableError);
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

/** How every connection is made. */
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
    max: poolSize,
    statement_timeout: statementTimeoutMs,
    // The server cannot enforce its limit when it is the server that hangs.
    query_timeout: queryTimeoutMs,
    lock_timeout: lockTimeoutMs,
  });
  // A connection that breaks, idle or between two queries, is replaced by the pool; the next query tells.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

export function cannotBeUsed(error: unknown): StorageUnavailableError {
  if (error instanceof StorageUnavailableError) return error;
  return new StorageUnavailableError(`PostgreSQL cannot be used: ${messageOf(error)}.`, error);
}

/** Whole numbers come as numbers: times in milliseconds, steps and counts all fit. */
function numbersAsNumbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}

function ignore(): void {}

/** Mistakes of ours: violated constraints (class 23) and wrong statements (class 42). */
function isOurMistake(error: unknown): boolean {
  return error instanceof DatabaseError && /^(23|42)/.test(error.code ?? '');
}

/** Refusals of the database become one error; a mistake of ours stays what it is. */
function asStorageError(error: unknown): Error {
  const isFromDatabase =
    error instanceof DatabaseError || (error instanceof Error && isConnectionFault(error));
  if (!isFromDatabase || isOurMistake(error)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return new StorageUnavailableError(`PostgreSQL refused: ${messageOf(error)}`, error);
}

function isConnectionFault(error: Error): boolean {
  return 'syscall' in error || /connection|timeout|terminated/i.test(error.message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
