import type Database from 'better-sqlite3';
import { backupTable } from '../sqlite/open-database.ts';

/** A table as its schema says, without what the database derives by itself. */
export interface TableShape {
  readonly name: string;
  /** Columns that are stored, none that is generated. */
  readonly columns: readonly string[];
  /** The column that counts up by itself, in tables that have one. */
  readonly sequence: string | undefined;
}

/** Every table of a database, those that others refer to first. The schema alone says which: a new one is never forgotten. */
export function readTables(database: Database.Database): readonly TableShape[] {
  const names = database
    .prepare<[string], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name <> ?
       ORDER BY name`,
    )
    .pluck()
    .all(backupTable);
  return inOrder(names, (name) => parentsOf(database, name)).map((name) => shapeOf(database, name));
}

function shapeOf(database: Database.Database, name: string): TableShape {
  const columns = database
    .prepare<[string], { name: string; hidden: number; pk: number }>(
      'SELECT name, hidden, pk FROM pragma_table_xinfo(?) ORDER BY cid',
    )
    .all(name);
  const countsUp = database
    .prepare("SELECT 1 FROM sqlite_schema WHERE name = ? AND sql LIKE '% AUTOINCREMENT%'")
    .get(name);
  return {
    name,
    columns: columns.filter(({ hidden }) => hidden === 0).map((column) => column.name),
    sequence: countsUp === undefined ? undefined : columns.find(({ pk }) => pk === 1)?.name,
  };
}

function parentsOf(database: Database.Database, name: string): readonly string[] {
  return database
    .prepare<[string], string>('SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)')
    .pluck()
    .all(name);
}

function inOrder(
  names: readonly string[],
  parentsOfName: (name: string) => readonly string[],
): readonly string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    for (const parent of parentsOfName(name)) if (parent !== name) visit(parent);
    ordered.add(name);
  };
  for (const name of names) visit(name);
  return [...ordered];
}
