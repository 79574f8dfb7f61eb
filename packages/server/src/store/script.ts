/** A value that both SQLite and PostgreSQL take: text, whole numbers (times in milliseconds, flags as 0 and 1), null. */
export type SqlValue = string | number | null;
export type SqlParameters = Readonly<Record<string, SqlValue>>;

/**
 * One parametrised statement in SQL that both databases take: `:name` for its parameters, `{{lock}}` at the end of a
 * SELECT whose rows the transaction goes on to decide about, `{{share}}` of one whose rows must stay as they are, `{{bytewise}}` for text that is compared by its bytes,
 * `{{sequence}}` for an ever-rising primary key, `{{generated}}` for a column that the database derives, `{{now}}` for the
 * database's time (SQLite has the machine's), and `{{in :ids}}` after what is to be one of the texts of a JSON array. Its identity is what engines cache prepared statements by.
 */
export interface Statement {
  readonly sql: string;
  readonly returnsRows: boolean;
}

/** A statement to run now, with its parameters. */
export interface Step {
  readonly statement: Statement;
  readonly parameters: SqlParameters;
}

/** What an engine gives back for a step. */
export interface StepResult {
  readonly rows: readonly unknown[];
  /** Rows changed, for statements that return none. */
  readonly changes: number;
}

/**
 * Storage work as a generator of steps: the logic is written once, and an engine runs it: SQLite in one go inside a
 * group of writes, PostgreSQL awaiting each answer inside a transaction.
 */
export type Script<Result> = Generator<Step, Result, StepResult>;

/** A statement that returns rows of the given shape. Column names are written in camelCase by `AS`. */
export function query<Row>(sql: string): RowStatement<Row> {
  return new RowStatement<Row>(sql);
}

/** A statement that only changes rows. */
export function command(sql: string): ChangeStatement {
  return new ChangeStatement(sql);
}

class RowStatement<Row> implements Statement {
  readonly returnsRows = true;
  readonly sql: string;

  constructor(sql: string) {
    this.sql = sql;
  }

  *all(parameters: SqlParameters): Script<readonly Row[]> {
    const { rows } = yield { statement: this, parameters };
    return rows as readonly Row[];
  }

  *first(parameters: SqlParameters): Script<Row | undefined> {
    const { rows } = yield { statement: this, parameters };
    return rows[0] as Row | undefined;
  }
}

export class ChangeStatement implements Statement {
  readonly returnsRows = false;
  readonly sql: string;

  constructor(sql: string) {
    this.sql = sql;
  }

  /** Runs it and says how many rows it changed. */
  *run(parameters: SqlParameters): Script<number> {
    const { changes } = yield { statement: this, parameters };
    return changes;
  }
}
