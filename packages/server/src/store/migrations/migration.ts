/** A forward step of the schema, in the SQL that store/script.ts describes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
