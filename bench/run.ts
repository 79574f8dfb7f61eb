import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../packages/server/src/testing/postgres-server.ts';
import { casesAt } from './cases.ts';
import { measureCase, type Measurement } from './measure.ts';
import { endProgress, showProgress } from './progress.ts';
import { readCount } from './read-count.ts';
import { barMs, reportOf, slowOf, tableOf, type EngineResult } from './report.ts';
import { writeSection } from './results.ts';
import { seedDatabase } from './seed-database.ts';
import { startKit } from './start-kit.ts';

/** `npm run bench`: what lists cost with many users, on each engine. Fails when a median is over the bar. */
const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ['sqlite', 'postgres'] },
    users: { type: 'string', default: '100000' },
    events: { type: 'string' },
    runs: { type: 'string', default: '100' },
  },
});

const users = readCount('--users', values.users);
const sizes = {
  users,
  events: values.events === undefined ? users : readCount('--events', values.events),
  runs: readCount('--runs', values.runs),
};

/** A database of the bench’s own, and what makes it go again. */
interface Place {
  readonly url: string;
  readonly remove: () => Promise<void> | void;
}

const engines: Readonly<
  Record<string, { readonly name: string; readonly open: () => Promise<Place> }>
> = {
  sqlite: {
    name: 'SQLite',
    open: async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-bench-'));
      return {
        url: `sqlite:${path.join(folder, 'bench.db')}`,
        remove: () => {
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
  postgres: {
    name: 'PostgreSQL',
    open: async () => {
      const server = await startPostgres();
      return { url: server.url, remove: server.stop };
    },
  },
};

const results: EngineResult[] = [];
for (const given of values.engine) {
  const engine = engines[given];
  if (engine === undefined) throw new Error(`--engine: "${given}" is neither sqlite nor postgres.`);
  const place = await engine.open();
  try {
    results.push({ engine: engine.name, measurements: await measure(engine.name, place.url) });
  } finally {
    await place.remove();
  }
}

process.stdout.write(`\n${tableOf(results)}\n`);
if (results.length === Object.keys(engines).length) {
  writeSection(reportOf(results, sizes));
}
const slow = slowOf(results);
if (slow.length > 0) {
  process.stderr.write(`\nOver the bar of ${barMs} ms:\n${slow.join('\n')}\n`);
  process.exitCode = 1;
}

async function measure(engine: string, url: string): Promise<readonly Measurement[]> {
  const now = Date.now();
  const onProgress = showProgress(engine);
  await seedDatabase({ ...sizes, database: url, now, onProgress });
  const kit = await startKit(url, now);
  const measured: Measurement[] = [];
  try {
    for (const asked of casesAt(now)) {
      onProgress(asked.title);
      const measurement = await measureCase(kit, asked, sizes.runs);
      if (measurement !== undefined) measured.push(measurement);
    }
  } finally {
    await kit.close();
  }
  endProgress();
  return measured;
}
