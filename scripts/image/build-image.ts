import { cpSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDockerfile, type HealthCheck, type Instruction, type Stage } from './dockerfile.ts';
import { listContext } from './docker-ignore.ts';
import { copyRoom, makeRoom, placeIn, runIn, type BaseSystem, type Room } from './sandbox.ts';

/** The last stage of a Dockerfile: its files, and how a container of it runs. */
export interface Image {
  readonly room: Room;
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly volumes: readonly string[];
  readonly port: number;
  readonly stopSignal: NodeJS.Signals;
  readonly healthCheck: HealthCheck;
  readonly words: readonly string[];
}

export interface BuildOptions {
  /** The folder with Dockerfile and .dockerignore. */
  readonly context: string;
  /** Where the stages are put. */
  readonly folder: string;
  readonly base: BaseSystem;
  /** How npm reaches its registry here; an engine passes such things to a build, too. */
  readonly buildEnvironment: Readonly<Record<string, string>>;
  /** A folder for every `--mount=type=cache`. */
  readonly cache: string;
}

interface State {
  readonly room: Room;
  environment: Record<string, string>;
  workdir: string;
  user?: { readonly uid: number; readonly gid: number };
  volumes: readonly string[];
  port?: number;
  stopSignal?: NodeJS.Signals;
  healthCheck?: HealthCheck;
  entrypoint: readonly string[];
  cmd: readonly string[];
}

/** The image that our Dockerfile begins with; its Node has to be the repository's. */
const baseImage = /^node:(\d+)-[a-z]+-slim$/;
const basePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Does what a Dockerfile says, stage by stage, in folders. */
export async function buildImage(options: BuildOptions): Promise<Image> {
  const stages = parseDockerfile(readFileSync(path.join(options.context, 'Dockerfile'), 'utf8'));
  const built = new Map<string, State>();
  let last: State | undefined;
  for (const [index, stage] of stages.entries()) {
    last = beginStage(stage, { ...options, folder: path.join(options.folder, `${index}`) }, built);
    for (const instruction of stage.instructions) {
      console.log(`  ${stage.name ?? 'image'}: ${describe(instruction)}`);
      await follow(instruction, last, { ...options, built });
    }
    if (stage.name !== undefined) built.set(stage.name, last);
  }
  return toImage(last);
}

function beginStage(stage: Stage, options: BuildOptions, built: ReadonlyMap<string, State>): State {
  const from = built.get(stage.base);
  if (from !== undefined) {
    return { ...structuredClone(from), room: copyRoom(from.room, options.folder) };
  }
  const [, major] = baseImage.exec(stage.base) ?? [];
  const [ours] = process.versions.node.split('.');
  if (major !== ours) {
    throw new Error(`FROM ${stage.base}: this stands for node:${ours}-...-slim only.`);
  }
  return {
    room: makeRoom(options.folder, options.base),
    environment: { PATH: basePath, NODE_VERSION: process.versions.node },
    workdir: '/',
    volumes: [],
    entrypoint: [],
    cmd: [],
  };
}

async function follow(
  instruction: Instruction,
  state: State,
  options: BuildOptions & { readonly built: ReadonlyMap<string, State> },
): Promise<void> {
  switch (instruction.kind) {
    case 'copy':
      return copy(instruction, state, options);
    case 'run':
      return run(instruction, state, options);
    case 'env':
      Object.assign(state.environment, instruction.values);
      return;
    case 'workdir':
      state.workdir = instruction.path;
      mkdirSync(placeIn(state.room, instruction.path), { recursive: true });
      return;
    case 'user':
      state.user = { uid: instruction.uid, gid: instruction.gid };
      return;
    case 'volume':
      state.volumes = [...state.volumes, ...instruction.paths];
      return;
    case 'expose':
      state.port = instruction.port;
      return;
    case 'stopsignal':
      state.stopSignal = instruction.signal;
      return;
    case 'healthcheck':
      state.healthCheck = instruction.check;
      return;
    case 'entrypoint':
    case 'cmd':
      state[instruction.kind] = instruction.words;
      return;
  }
}

/** As an engine does: a folder's contents go into the target, a file keeps its name where the target is a folder. */
function copy(
  { from, sources, target }: Extract<Instruction, { kind: 'copy' }>,
  state: State,
  options: BuildOptions & { readonly built: ReadonlyMap<string, State> },
): void {
  const destination = placeIn(state.room, path.posix.resolve(state.workdir, target));
  const isFolder = target.endsWith('/') || target === '.';
  if (sources.length > 1 && !isFolder) throw new Error(`COPY: ${target} has to end with a slash.`);
  const origin = from === undefined ? undefined : options.built.get(from);
  if (from !== undefined && origin === undefined)
    throw new Error(`COPY: no stage is called ${from}.`);
  for (const source of sources) {
    if (origin !== undefined) {
      copyPlace(placeIn(origin.room, source), { destination, isFolder });
      continue;
    }
    const ignoreText = readFileSync(path.join(options.context, '.dockerignore'), 'utf8');
    const place = path.posix.normalize(source);
    const files = listContext(options.context, ignoreText).filter(
      (file) => place === '.' || file === place || file.startsWith(`${place}/`),
    );
    if (files.length === 0) throw new Error(`COPY: ${source} is not there, or ignored.`);
    for (const file of files) {
      const name = file === place ? path.basename(file) : path.posix.relative(place, file);
      const end = file === place && !isFolder ? destination : path.join(destination, name);
      cpSync(path.join(options.context, file), end, { verbatimSymlinks: true });
    }
  }
}

function copyPlace(
  source: string,
  { destination, isFolder }: { readonly destination: string; readonly isFolder: boolean },
): void {
  const isOneFile = !lstatSync(source).isDirectory();
  const end = isOneFile && isFolder ? path.join(destination, path.basename(source)) : destination;
  cpSync(source, end, { recursive: true, verbatimSymlinks: true });
}

async function run(
  { command, caches }: Extract<Instruction, { kind: 'run' }>,
  state: State,
  options: BuildOptions,
): Promise<void> {
  const { exitCode } = await runIn(state.room, {
    words: ['/bin/sh', '-c', command],
    environment: { HOME: '/root', ...options.buildEnvironment, ...state.environment },
    workdir: state.workdir,
    user: state.user,
    mounts: caches.map((target) => ({ target, source: options.cache })),
  });
  if (exitCode !== 0) throw new Error(`RUN ${command}: ended with ${String(exitCode)}.`);
}

function toImage(state: State | undefined): Image {
  const { user, port, stopSignal, healthCheck } = state ?? {};
  if (state === undefined || user === undefined || user.uid === 0) {
    throw new Error('The image runs as root: USER is missing.');
  }
  if (port === undefined || stopSignal === undefined || healthCheck === undefined) {
    throw new Error('The image lacks EXPOSE, STOPSIGNAL or HEALTHCHECK.');
  }
  return {
    ...{ room: state.room, environment: state.environment, workdir: state.workdir },
    ...{ user, port, stopSignal, healthCheck, volumes: state.volumes },
    words: [...state.entrypoint, ...state.cmd],
  };
}

function describe(instruction: Instruction): string {
  if (instruction.kind === 'run') return `RUN ${instruction.command}`;
  if (instruction.kind !== 'copy') return instruction.kind.toUpperCase();
  const from = instruction.from === undefined ? '' : `--from=${instruction.from} `;
  return `COPY ${from}${instruction.sources.join(' ')} ${instruction.target}`;
}
