/** A statement as PostgreSQL takes it: numbered parameters, and the names that stand for the numbers. */
export interface PostgresStatement {
  readonly text: string;
  readonly parameterNames: readonly string[];
}

/** Turns `:name` into `$1` and fills in what only PostgreSQL needs. */
export function toPostgres(sql: string): PostgresStatement {
  const parameterNames: string[] = [];
  const text = sql.replace(/(?<!:):([a-zA-Z]\w*)/g, (_, name: string) => {
    if (!parameterNames.includes(name)) parameterNames.push(name);
    return `$${parameterNames.indexOf(name) + 1}`;
  });
  return { text: fillDialect(text), parameterNames };
}

/** The tokens of store/script.ts in PostgreSQL's words. */
export function fillDialect(sql: string): string {
  return sql
    .replaceAll('{{lock}}', 'FOR NO KEY UPDATE')
    .replaceAll('{{share}}', 'FOR SHARE')
    .replaceAll('{{sequence}}', 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY')
    .replaceAll('{{generated}}', 'STORED')
    .replaceAll('{{now}}', 'CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)')
    .replaceAll(
      /\{\{in ([$]\d+)\}\}/g,
      '= ANY (ARRAY(SELECT json_array_elements_text(CAST($1 AS json))))',
    )
    .replaceAll('{{bytewise}}', 'COLLATE "C"');
}
