/** A statement as SQLite takes it: it has one writer, so rows need no lock, and compares text bytewise anyway. */
export function toSqlite(sql: string): string {
  return sql
    .replaceAll('{{lock}}', '')
    .replaceAll('{{share}}', '')
    .replaceAll('{{bytewise}}', '')
    .replaceAll('{{generated}}', 'VIRTUAL')
    .replaceAll('{{now}}', "CAST(unixepoch('subsec') * 1000 AS INTEGER)")
    .replaceAll(/\{\{in (:\w+)\}\}/g, 'IN (SELECT value FROM json_each($1))')
    .replaceAll('{{sequence}}', 'INTEGER PRIMARY KEY AUTOINCREMENT');
}

/** A schema in SQLite's types, every table strict about them. */
export function toSqliteSchema(sql: string): string {
  return toSqlite(sql).replaceAll('BIGINT', 'INTEGER').replaceAll(/^\);$/gm, ') STRICT;');
}
