import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { Lane, SqlEngine } from '../packages/server/src/store/engine.ts';
import { PostgresEngine } from '../packages/server/src/store/postgres/postgres-engine.ts';
import { toPostgres } from '../packages/server/src/store/postgres/to-postgres.ts';
import type { Script, Step } from '../packages/server/src/store/script.ts';
import { createSqlStore } from '../packages/server/src/store/sql-store.ts';
import { SqliteEngine } from '../packages/server/src/store/sqlite/sqlite-engine.ts';
import { toSqlite } from '../packages/server/src/store/sqlite/to-sqlite.ts';
import type { Store } from '../packages/server/src/store/store.ts';
import { locationOf } from './database.ts';

/** A statement that a verb of the store ran, and how its database goes about it. */
export interface PlannedStatement {
  readonly sql: string;
  readonly plan: readonly string[];
}

export interface PlanReader {
  /** The plans of everything that the verbs called within run, in order. */
  readonly plansOf: (
    work: (store: Store) => Promise<unknown>,
  ) => Promise<readonly PlannedStatement[]>;
  readonly close: () => Promise<void>;
}

/** Opens a store whose statements are explained after they ran. */
export async function openPlanReader(databaseUrl: string): Promise<PlanReader> {
  const location = locationOf(databaseUrl);
  const inner =
    location.engine === 'sqlite'
      ? new SqliteEngine(location.path)
      : await PostgresEngine.open(location.url);
  const engine = new RecordingEngine(inner);
  const store = createSqlStore(engine);
  const explainer =
    location.engine === 'sqlite'
      ? explainSqlite(location.path)
      : await explainPostgres(databaseUrl);
  return {
    plansOf: async (work) => {
      engine.steps.length = 0;
      await work(store);
      const planned: PlannedStatement[] = [];
      for (const step of engine.steps) {
        planned.push({ sql: step.statement.sql, plan: await explainer.explain(step) });
      }
      return planned;
    },
    close: async () => {
      await store.close();
      await explainer.close();
    },
  };
}

interface Explainer {
  readonly explain: (step: Step) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

function explainSqlite(path: string): Explainer {
  const database = new Database(path);
  return {
    explain: async ({ statement, parameters }) =>
      database
        .prepare<[typeof parameters], { detail: string }>(
          `EXPLAIN QUERY PLAN ${toSqlite(statement.sql)}`,
        )
        .all(parameters)
        .map(({ detail }) => detail),
    close: async () => {
      database.close();
    },
  };
}

async function explainPostgres(url: string): Promise<Explainer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    explain: async ({ statement, parameters }) => {
      const { text, parameterNames } = toPostgres(statement.sql);
      const values = parameterNames.map((name) => parameters[name] ?? null);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      return rows.map((row) => row['QUERY PLAN']);
    },
    close: () => client.end(),
  };
}

class RecordingEngine implements SqlEngine {
  readonly steps: Step[] = [];
  readonly #inner: SqlEngine;

  constructor(inner: SqlEngine) {
    this.#inner = inner;
  }

  read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return this.#inner.read(() => this.#record(makeScript()));
  }

  write<Result>(makeScript: () => Script<Result>, lane?: Lane): Promise<Result> {
    return this.#inner.write(() => this.#record(makeScript()), lane);
  }

  warnings(): readonly string[] {
    return this.#inner.warnings();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  *#record<Result>(script: Script<Result>): Script<Result> {
    let next = script.next();
    while (next.done !== true) {
      this.steps.push(next.value);
      next = script.next(yield next.value);
    }
    return next.value;
  }
}
