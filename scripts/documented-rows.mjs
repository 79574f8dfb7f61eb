// The table of threats at the end of docs/security-model.md, and whether a run has shown what it claims.

const rowForm = /^\| (S\d\d) +\|.*\| (test|planned) +\|$/gm;

/** The rows of the document in its order, each with its name and whether there is a `test` or it is `planned`. */
export function readDocumentedRows(document) {
  return [...document.matchAll(rowForm)].map(([, name, state]) => ({ name, state }));
}

/** What is wrong with rows that somebody asks for; undefined where there are tests of each. */
export function faultOfRows(asked, documented) {
  for (const row of asked) {
    const found = documented.find(({ name }) => name === row);
    if (found === undefined) {
      return `"${row}" is no row of docs/security-model.md. Rows are named as in S38.`;
    }
    if (found.state === 'planned') return `${row} is only planned: there is no test of it.`;
  }
  return undefined;
}

/** The rows that were to be shown and were not: of those asked for, or of all that have a test where none is. */
export function rowsNotShown({ asked, documented, shown }) {
  const tested = documented.filter(({ state }) => state === 'test').map(({ name }) => name);
  const expected = asked.length === 0 ? tested : asked;
  return expected.filter((row) => !shown.includes(row));
}
