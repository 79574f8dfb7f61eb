import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openLoad, type Load } from './http-load.ts';
import { addressOf, codeOf, loginIdOf, seedPeopleWithKeys } from './people-with-keys.ts';
import { endProgress, showProgress } from './progress.ts';
import { readCount } from './read-count.ts';
import { machine, table, writeSection } from './results.ts';
import {
  migrate,
  startBuiltServer,
  startMeasured,
  type MeasuredProcess,
} from './server-process.ts';
import { inTemporaryDatabase } from './temporary-database.ts';

/**
 * `npm run bench:verify`: the processor time of a verification over HTTP, of the built server beside the floor and,
 * with `--against`, another build. Every server is measured in every round, so that a busy machine is busy for all.
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    starts: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '10' },
    verifications: { type: 'string', default: '1500' },
    bar: { type: 'string' },
  },
});

const connections = 32;
const warmUpRounds = 2;
/** A process is by chance some percent quicker or slower for as long as it lives, so each one is started anew so often. */
const starts = readCount('--starts', values.starts);
const rounds = readCount('--rounds', values.rounds);
const perRound = readCount('--verifications', values.verifications);
/** Fewer verifications only try it out. */
const resultsNeed = 20_000;
const here = path.resolve(import.meta.dirname, '..');

interface Contender {
  readonly title: string;
  readonly start: (file: string) => Promise<MeasuredProcess>;
  /** The folder whose build makes the tables. */
  readonly folder: string;
}

const contenders: readonly Contender[] = [
  builtAt('this build', here),
  ...(values.against === undefined
    ? []
    : [builtAt(`build of ${commitOf(values.against)}`, path.resolve(values.against))]),
  {
    title: 'the floor',
    folder: here,
    start: (file) =>
      startMeasured(
        ['--conditions=totp-kit-source', path.join(import.meta.dirname, 'floor-server.ts')],
        { BENCH_DATABASE: file },
      ),
  },
];

/** One server in one round. */
interface Turn {
  readonly cpuMicroseconds: number;
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

interface Measured {
  readonly title: string;
  readonly turns: readonly Turn[];
}

interface Running extends Measured {
  readonly server: MeasuredProcess;
  readonly load: Load;
  readonly turns: Turn[];
}

const onProgress = showProgress('hot path');
const finished = await measureOften();
endProgress();
const section = report(finished);
process.stdout.write(`\n${section}\n`);
if (values.against !== undefined && starts * rounds * perRound >= resultsNeed) {
  writeSection(section);
}
if (values.bar !== undefined) holdToBar(Number(values.bar));

/** What was measured of every start, one behind the other. */
async function measureOften(): Promise<readonly Measured[]> {
  let all: readonly Measured[] = contenders.map(({ title }) => ({ title, turns: [] }));
  for (let start = 1; start <= starts; start += 1) {
    onProgress(`start ${start} of ${starts}`);
    const measured = await measure(contenders, []);
    all = all.map(({ title, turns }, place) => ({
      title,
      turns: [...turns, ...(measured[place]?.turns ?? [])],
    }));
  }
  return all;
}

/** Starts one server after the other, each on a database of its own, and then has them take turns. */
async function measure(
  toStart: readonly Contender[],
  running: readonly Running[],
): Promise<readonly Running[]> {
  const [first, ...rest] = toStart;
  if (first === undefined) return takeTurns(running);
  const { title, folder, start } = first;
  return inTemporaryDatabase(async (file) => {
    await migrate(folder, `sqlite:${file}`);
    const people = (warmUpRounds + rounds) * perRound;
    await seedPeopleWithKeys(file, people, (sentence) => {
      onProgress(`${title}: ${sentence}`);
    });
    const server = await start(file);
    const load = openLoad(server.port, connections);
    try {
      return await measure(rest, [...running, { title, server, load, turns: [] }]);
    } finally {
      load.close();
      await server.stop();
    }
  });
}

async function takeTurns(running: readonly Running[]): Promise<readonly Running[]> {
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    // Turned round each time, so that going first is nobody’s advantage.
    for (const one of round % 2 === 0 ? running : running.toReversed()) {
      const turn = await takeTurn(one, round);
      if (round >= warmUpRounds) one.turns.push(turn);
    }
    onProgress(`round ${Math.max(0, round + 1 - warmUpRounds)} of ${rounds}`);
  }
  return running;
}

/** Everybody of this round signs in once. */
async function takeTurn({ server, load }: Running, round: number): Promise<Turn> {
  const times: number[] = [];
  const before = await server.ask('time');
  const begun = performance.now();
  const range = {
    from: round * perRound,
    to: (round + 1) * perRound,
    expectedStatus: 200,
    onAnswer: (ms: number) => times.push(ms),
  };
  await load.send(range, (index) => ({
    loginId: loginIdOf(index),
    code: codeOf(index, Date.now()),
    address: addressOf(index),
  }));
  const seconds = (performance.now() - begun) / 1000;
  const after = await server.ask('time');
  return {
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / perRound,
    requestsPerSecond: perRound / seconds,
    p99Ms: quantile(times, 0.99),
  };
}

function report(measured: readonly Measured[]): string {
  const [own] = measured;
  const rows = measured.map(({ title, turns }) => [
    title,
    spread(turns.map(({ cpuMicroseconds }) => cpuMicroseconds)),
    spread(turns.map(({ requestsPerSecond }) => requestsPerSecond)),
    quantile(
      turns.map(({ p99Ms }) => p99Ms),
      0.5,
    ).toFixed(1),
    title === own?.title ? '' : spread(ratios(own, turns), 3),
  ]);
  const head = ['server', 'µs of processor', 'requests/s', 'p99 in ms', 'this build to it'];
  return `# What a verification costs

Processor time of the server process for one accepted code over HTTP: SQLite at \`synchronous=FULL\`, ${connections} connections,
budgets and audit on, ${starts} starts with ${rounds} rounds of ${perRound} users in which every server takes its turn. Medians, and in brackets the middle half of the
rounds; the last column is the ratio of processor times within a round. The floor is a bare Hono route with one read,
one key, three HMACs, one group commit and one token. Made by \`npm run bench:verify\` on
${machine()}.

${table([head, ...rows])}
`;
}

/** Of processor times, round by round. */
function ratios(own: Measured | undefined, turns: readonly Turn[]): readonly number[] {
  return turns.map(
    ({ cpuMicroseconds }, round) => (own?.turns[round]?.cpuMicroseconds ?? 0) / cpuMicroseconds,
  );
}

function holdToBar(bar: number): void {
  const [own, other] = finished;
  if (values.against === undefined || other === undefined) {
    throw new Error('--bar holds this build against another: name it by --against.');
  }
  const ratio = quantile(ratios(own, other.turns), 0.5);
  if (ratio <= bar) return;
  process.stderr.write(
    `\n${ratio.toFixed(3)} times the other build, which is over the bar of ${bar}.\n`,
  );
  process.exitCode = 1;
}

function builtAt(title: string, folder: string): Contender {
  return { title, folder, start: (file) => startBuiltServer(folder, `sqlite:${file}`) };
}

/** Which commit a build is of, as git says. */
function commitOf(folder: string): string {
  const args = ['-C', folder, 'rev-parse', '--short', 'HEAD'];
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

function spread(numbers: readonly number[], digits = 0): string {
  const [median, low, high] = [0.5, 0.25, 0.75].map((share) =>
    quantile(numbers, share).toFixed(digits),
  );
  return `${median} (${low}–${high})`;
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
