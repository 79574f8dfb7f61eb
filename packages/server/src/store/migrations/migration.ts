/** A forward step of the schema. `{{sequence}}` stands for the dialect's ever-rising primary key. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
