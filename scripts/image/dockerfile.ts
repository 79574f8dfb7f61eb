/** A step of a Dockerfile that was understood. */
export type Instruction =
  | {
      readonly kind: 'copy';
      /** The stage that it copies from; the context unless given. */
      readonly from: string | undefined;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: 'run'; readonly command: string; readonly caches: readonly string[] }
  | { readonly kind: 'env'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'workdir'; readonly path: string }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'volume'; readonly paths: readonly string[] }
  | { readonly kind: 'expose'; readonly port: number }
  | { readonly kind: 'stopsignal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'healthcheck'; readonly check: HealthCheck }
  | { readonly kind: 'entrypoint' | 'cmd'; readonly words: readonly string[] };

/** How an engine asks whether a container is well. */
export interface HealthCheck {
  readonly words: readonly string[];
  readonly timeoutSeconds: number;
  readonly startPeriodSeconds: number;
  readonly startIntervalSeconds: number;
}

export interface Stage {
  readonly name: string | undefined;
  /** An image, or the name of a stage before. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/**
 * Reads a Dockerfile.
 * @throws Error at the first instruction, flag or form that it does not understand, with its line
 */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string | undefined; base: string; instructions: Instruction[] }[] = [];
  for (const { line, content } of joinLines(text)) {
    const [, word = '', rest = ''] = /^(\S+)\s+([\s\S]*)$/.exec(content) ?? [];
    try {
      if (word === 'FROM') {
        stages.push({ ...readFrom(rest), instructions: [] });
        continue;
      }
      const read = readers[word];
      const stage = stages.at(-1);
      if (read === undefined || stage === undefined) throw new Error('it is not known here');
      stage.instructions.push(read(rest));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Dockerfile, line ${line}: "${content}" is not understood: ${why}.`, {
        cause: error,
      });
    }
  }
  return stages;
}

const readers: Readonly<Record<string, (rest: string) => Instruction>> = {
  COPY: readCopy,
  RUN: readRun,
  ENV: (rest) => ({ kind: 'env', values: Object.fromEntries(rest.split(/\s+/).map(readPair)) }),
  WORKDIR: (path) => ({ kind: 'workdir', path: absolute(path) }),
  USER: readUser,
  VOLUME: (rest) => ({ kind: 'volume', paths: readExecForm(rest).map(absolute) }),
  EXPOSE: (rest) => ({ kind: 'expose', port: readNumber(rest) }),
  STOPSIGNAL: readStopSignal,
  HEALTHCHECK: readHealthCheck,
  ENTRYPOINT: (rest) => ({ kind: 'entrypoint', words: readExecForm(rest) }),
  CMD: (rest) => ({ kind: 'cmd', words: readExecForm(rest) }),
};

/** Instructions without comments, continued lines as one, with the number of their first line. */
function joinLines(text: string): { line: number; content: string }[] {
  const joined: { line: number; content: string }[] = [];
  let open: { line: number; content: string } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const isContinued = content.endsWith('\\');
    const part = isContinued ? content.slice(0, -1).trim() : content;
    open = { line: open?.line ?? index + 1, content: open ? `${open.content} ${part}` : part };
    if (isContinued) continue;
    joined.push(open);
    open = undefined;
  }
  if (open) joined.push(open);
  return joined;
}

function readFrom(rest: string): { base: string; name: string | undefined } {
  const [, base, name] = /^([^\s$-][^\s$]*)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? [];
  if (base === undefined) throw new Error('only FROM IMAGE AS NAME is');
  return { base, name };
}

function readCopy(rest: string): Instruction {
  const { flags, words } = readFlags(rest, ['from']);
  const target = words.at(-1);
  if (words.length < 2 || target === undefined) throw new Error('it names no target');
  if (words.some((word) => /[*?[$"']/.test(word)))
    throw new Error('it has a pattern or a variable');
  return { kind: 'copy', from: flags['from'], sources: words.slice(0, -1), target };
}

function readRun(rest: string): Instruction {
  const caches: string[] = [];
  const command = rest.replace(/^(?:--(\S+)\s+)+/, (flags) => {
    for (const flag of flags.trim().split(/\s+/)) {
      const [, target] = /^--mount=type=cache,target=([^,]+)$/.exec(flag) ?? [];
      if (target === undefined) throw new Error(`${flag} is not known`);
      caches.push(absolute(target));
    }
    return '';
  });
  if (command.startsWith('[')) throw new Error('only the shell form of RUN is');
  return { kind: 'run', command, caches };
}

function readPair(pair: string): [string, string] {
  const [, name, value] = /^([A-Z_]+)=([^\s"'$\\]*)$/.exec(pair) ?? [];
  if (name === undefined || value === undefined) throw new Error('only NAME=value is');
  return [name, value];
}

function readUser(rest: string): Instruction {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(rest) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('only numbers UID:GID are');
  return { kind: 'user', uid: Number(uid), gid: Number(gid) };
}

function readStopSignal(rest: string): Instruction {
  if (rest !== 'SIGTERM' && rest !== 'SIGINT') throw new Error('only SIGTERM and SIGINT are');
  return { kind: 'stopsignal', signal: rest };
}

function readHealthCheck(rest: string): Instruction {
  const { flags, words } = readFlags(rest, [
    'interval',
    'timeout',
    'start-period',
    'start-interval',
    'retries',
  ]);
  if (words[0] !== 'CMD') throw new Error('only CMD is');
  return {
    kind: 'healthcheck',
    check: {
      words: readExecForm(words.slice(1).join(' ')),
      timeoutSeconds: readSeconds(flags['timeout'] ?? '30s'),
      startPeriodSeconds: readSeconds(flags['start-period'] ?? '0s'),
      startIntervalSeconds: readSeconds(flags['start-interval'] ?? '5s'),
    },
  };
}

function readFlags(
  rest: string,
  known: readonly string[],
): { flags: Readonly<Record<string, string>>; words: readonly string[] } {
  const words = rest.split(/\s+/);
  const flags: Record<string, string> = {};
  while (words[0]?.startsWith('--')) {
    const [, name, value] = /^--([a-z-]+)=(\S+)$/.exec(words.shift() ?? '') ?? [];
    if (name === undefined || value === undefined || !known.includes(name)) {
      throw new Error(`a flag is not one of ${known.join(', ')}`);
    }
    flags[name] = value;
  }
  return { flags, words };
}

/** `["node", "x.js"]`: an engine then starts that program itself, which hears its signals. */
function readExecForm(rest: string): readonly string[] {
  const words: unknown = rest.startsWith('[') ? JSON.parse(rest) : undefined;
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new Error('only the exec form is: ["program", "argument"]');
}

/** Seconds of a time such as `30s`, as Dockerfiles and compose files write it. */
export function readSeconds(text: string): number {
  const [, seconds] = /^(\d+)s$/.exec(text) ?? [];
  if (seconds === undefined) throw new Error(`"${text}" is not a time such as 30s`);
  return Number(seconds);
}

function readNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is not a number`);
  return Number(text);
}

function absolute(path: string): string {
  if (!path.startsWith('/') || /[$\s]/.test(path)) throw new Error('only whole paths are');
  return path;
}
