import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openLoad, type Attempt, type Load } from './http-load.ts';
import { addressOf, codeOf, loginIdOf, seedPeopleWithKeys } from './people-with-keys.ts';
import { endProgress, showProgress } from './progress.ts';
import { readCount } from './read-count.ts';
import { machine, table, writeSection } from './results.ts';
import {
  deployedFlags,
  migrate,
  startBuiltServer,
  type MeasuredProcess,
} from './server-process.ts';
import { inTemporaryDatabase } from './temporary-database.ts';

/**
 * `npm run bench:memory`: what the built server holds while everybody signs in once and while strangers try login IDs
 * that nobody has. Fails when it grows by more than the bar after warming up.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    verifications: { type: 'string' },
    failures: { type: 'string' },
    server: { type: 'string', default: `${import.meta.dirname}/..` },
  },
});

const barMb = 20;
const connections = 32;
/** Fewer than an address bears in ten minutes, so that each one is compared. */
const failuresPerAddress = 25;
const samplesPerPhase = 20;
/** Caches fill, code is compiled, and the sweep, which comes every minute, runs twice before anything is measured. */
const warmUpMs = 65_000;
/** So long after the last failure the brake has passed, which takes the window from a code that is on its way. */
const quietMs = 65_000;
const warmUpBatch = 2000;
const warmUpPeople = 10_000;
/** Where the login IDs and addresses of the warm-up begin, beyond all others. */
const warmUpFrom = 8_000_000;

const verifications = readCount(
  '--verifications',
  values.verifications ?? byDefault(100_000, 10_000),
);
const failures = readCount('--failures', values.failures ?? byDefault(1_000_000, 50_000));

interface Phase {
  readonly title: string;
  readonly from: number;
  readonly count: number;
  readonly expectedStatus: number;
  readonly makeAttempt: (index: number) => Attempt;
}

interface Sample {
  readonly rssMb: number;
  /** What is needed of the heap, after collecting garbage. */
  readonly heapMb: number;
}

interface PhaseResult {
  readonly title: string;
  readonly seconds: number;
  readonly samples: readonly Sample[];
}

const phases: readonly Phase[] = [
  {
    ...signIns(0, verifications),
    title: `${verifications} right codes, each of another user`,
  },
  {
    ...guesses(0, failures),
    title: `${failures} failures, each on another unknown login ID`,
  },
];

const { warm, results } = await inTemporaryDatabase(async (file) => {
  const database = `sqlite:${file}`;
  await migrate(values.server, database);
  await seedPeopleWithKeys(file, verifications + warmUpPeople, showProgress('seeding'));
  const server = await startBuiltServer(values.server, database);
  const load = openLoad(server.port, connections);
  try {
    const afterWarmUp = await warmUp(server, load);
    const measured: PhaseResult[] = [];
    for (const phase of phases) measured.push(await measurePhase(phase, { server, load }));
    return { warm: afterWarmUp, results: measured };
  } finally {
    load.close();
    await server.stop();
  }
});
endProgress();

const section = report();
process.stdout.write(`\n${section}\n`);
if (verifications >= 100_000 && failures >= 1_000_000) writeSection(section);
const growth = Math.max(...results.map(({ samples }) => highest(samples, 'rssMb') - warm.rssMb));
if (growth > barMb) {
  process.stderr.write(
    `\nThe server grew by ${growth.toFixed(1)} MB, which is over the bar of ${barMb} MB.\n`,
  );
  process.exitCode = 1;
}

function signIns(from: number, count: number): Omit<Phase, 'title'> {
  return {
    from,
    count,
    expectedStatus: 200,
    makeAttempt: (index) => ({
      loginId: loginIdOf(index),
      code: codeOf(index, Date.now()),
      address: addressOf(index),
    }),
  };
}

function guesses(from: number, count: number): Omit<Phase, 'title'> {
  return {
    from,
    count,
    expectedStatus: 401,
    makeAttempt: (index) => ({
      loginId: `nobody${index}@example.com`,
      code: String(index % 1_000_000).padStart(6, '0'),
      address: addressOf(1_000_000 + Math.floor(index / failuresPerAddress)),
    }),
  };
}

async function warmUp(server: MeasuredProcess, load: Load): Promise<Sample> {
  const onProgress = showProgress('warming up');
  const end = performance.now() + warmUpMs;
  const left = (): number => Math.max(0, end + quietMs - performance.now());
  for (let from = warmUpFrom; performance.now() < end; from += warmUpBatch) {
    await send(load, guesses(from, warmUpBatch));
    onProgress(`${Math.ceil(left() / 1000)} s left`);
  }
  await setTimeout(left());
  await send(load, signIns(verifications, warmUpPeople));
  return takeSample(server);
}

async function measurePhase(
  { title, ...phase }: Phase,
  { server, load }: { readonly server: MeasuredProcess; readonly load: Load },
): Promise<PhaseResult> {
  const onProgress = showProgress(title);
  const begun = performance.now();
  const samples: Sample[] = [];
  for (let sample = 0; sample < samplesPerPhase; sample += 1) {
    const from = Math.floor((phase.count * sample) / samplesPerPhase);
    const to = Math.floor((phase.count * (sample + 1)) / samplesPerPhase);
    let done = from;
    const onAnswer = (): void => {
      done += 1;
      if (done % 500 === 0) onProgress(`${done} done${describe(samples.at(-1))}`);
    };
    await send(load, { ...phase, from, count: to - from }, onAnswer);
    samples.push(await takeSample(server));
  }
  return { title, samples, seconds: (performance.now() - begun) / 1000 };
}

function send(
  load: Load,
  { from, count, expectedStatus, makeAttempt }: Omit<Phase, 'title'>,
  onAnswer?: () => void,
): Promise<void> {
  const range = { from, to: from + count, expectedStatus, ...(onAnswer && { onAnswer }) };
  return load.send(range, makeAttempt);
}

async function takeSample(server: MeasuredProcess): Promise<Sample> {
  const { rssBytes, heapBytes = 0 } = await server.ask('memory');
  return { rssMb: inMb(rssBytes), heapMb: inMb(heapBytes) };
}

function describe(sample: Sample | undefined): string {
  if (sample === undefined) return '';
  return `; ${sample.rssMb.toFixed(1)} MB, heap ${sample.heapMb.toFixed(1)} MB`;
}

function highest(samples: readonly Sample[], measure: keyof Sample): number {
  return Math.max(...samples.map((sample) => sample[measure]));
}

function report(): string {
  const rows = results.map(({ title, seconds, samples }) => [
    title,
    `${Math.round(seconds)} s`,
    ...(['rssMb', 'heapMb'] as const).map((measure) => highest(samples, measure).toFixed(1)),
    signed(highest(samples, 'rssMb') - warm.rssMb),
  ]);
  const head = ['what', 'took', 'resident', 'heap', 'growth'];
  const before = ['warmed up', '', ...[warm.rssMb, warm.heapMb].map(inTenths), ''];
  return `# What the server holds

Memory of one \`totp-kit serve\` process in MB, SQLite, ${connections} connections, run as deploy/ runs it: with
\`${deployedFlags.join(' ')}\`, one phase after the other: the highest of ${samplesPerPhase} samples a phase. Resident is what the
operating system counts; heap is what is left of it after collecting garbage. The warm-up takes ${Math.round((warmUpMs + quietMs) / 1000)} s and has both
kinds of attempts; the bar is a growth of ${barMb} MB after it. Each guess is compared: they come from ${Math.ceil(failures / failuresPerAddress)}
addresses. Made by \`npm run bench:memory\` on ${machine()}.

${table([head, before, ...rows])}
`;
}

function inTenths(mb: number): string {
  return mb.toFixed(1);
}

function signed(mb: number): string {
  return `${mb < 0 ? '−' : '+'}${Math.abs(mb).toFixed(1)}`;
}

function inMb(bytes: number): number {
  return bytes / 1_048_576;
}

function byDefault(whole: number, quick: number): string {
  return String(values.quick ? quick : whole);
}
