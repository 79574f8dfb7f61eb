import type { Measurement } from './measure.ts';
import { machine, table } from './results.ts';

/** No request of an operator may take longer, in the median. */
export const barMs = 50;

export interface EngineResult {
  readonly engine: string;
  readonly measurements: readonly Measurement[];
}

/** A table of what was measured, in Markdown. */
export function tableOf(results: readonly EngineResult[]): string {
  const titles = new Set(
    results.flatMap(({ measurements }) => measurements.map(({ title }) => title)),
  );
  const head = ['request', ...results.flatMap(({ engine }) => [`${engine} median`, `p99`])];
  const rows = [...titles].map((title) => [
    title,
    ...results.flatMap(({ measurements }) => {
      const found = measurements.find((one) => one.title === title);
      return found === undefined ? ['', ''] : [inMs(found.medianMs), inMs(found.p99Ms)];
    }),
  ]);
  return table([head, ...rows]);
}

/** The section that says what was measured, on what. */
export function reportOf(
  results: readonly EngineResult[],
  {
    users,
    events,
    runs,
  }: { readonly users: number; readonly events: number; readonly runs: number },
): string {
  return `# What lists cost

Server time of a request, in milliseconds, with ${users} users and ${events} events: \`app.fetch\` without a socket,
${runs} times each, one after the other. The bar is a median of ${barMs} ms. Made by \`npm run bench\` on
${machine()}.

${tableOf(results)}
`;
}

export function slowOf(results: readonly EngineResult[]): readonly string[] {
  return results.flatMap(({ engine, measurements }) =>
    measurements
      .filter(({ medianMs }) => medianMs > barMs)
      .map(({ title, medianMs }) => `${title} on ${engine}: ${inMs(medianMs)} ms`),
  );
}

function inMs(milliseconds: number): string {
  return milliseconds.toFixed(1);
}
