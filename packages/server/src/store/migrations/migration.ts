/** A forward step of the schema, in the SQL that store/script.ts describes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** What runs after that on SQLite only: triggers, which each database writes in its own way. */
  readonly sqlite?: string;
  /** The same for PostgreSQL. */
  readonly postgres?: string;
}
