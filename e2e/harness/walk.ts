import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a page tells its reader to do, in its order. */
export type WalkStep =
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  | {
      readonly kind: 'shell';
      readonly commands: string;
      readonly keepsRunning: boolean;
      /** What the page says that it prints; `…` stands for anything. */
      readonly output: string | undefined;
    }
  | { readonly kind: 'browser'; readonly name: string }
  /** Ctrl-C, where the last program runs that keeps running. */
  | { readonly kind: 'stop' };

const step =
  /<!-- browser: (?<browser>.+) -->|(?<stop><!-- Ctrl-C -->)|^`(?<file>[\w./-]+)`:\n\n```\w+\n(?<content>[\s\S]*?)^```$|(?<runs><!-- keeps running -->\n\n)?^```sh\n(?<commands>[\s\S]*?)^```$(?:\n\n^```text\n(?<output>[\s\S]*?)^```$)?/gm;

/**
 * Reads the steps of a page: `sh` blocks, `text` blocks behind them, files under their names, and comments that say what
 * is done in a browser, and when Ctrl-C is pressed.
 * @throws Error where the page shows a block that is none of these
 */
export function readWalk(markdown: string): readonly WalkStep[] {
  const steps = [...markdown.matchAll(step)];
  const leftOver = markdown.replaceAll(step, '');
  if (leftOver.includes('```')) {
    throw new Error(`A block of the page is no step:\n${leftOver.slice(leftOver.indexOf('```'))}`);
  }
  return steps.map(({ groups = {} }): WalkStep => {
    const { browser, stop, file, content = '', runs, commands = '', output } = groups;
    if (stop !== undefined) return { kind: 'stop' };
    if (browser !== undefined) return { kind: 'browser', name: browser };
    if (file !== undefined) return { kind: 'file', name: file, content };
    return { kind: 'shell', commands, keepsRunning: runs !== undefined, output };
  });
}

/** How long a program may take until it has printed what the page shows. */
const patienceMs = 30_000;

interface RunningProgram {
  readonly child: ChildProcess;
  readonly printed: () => string;
}

/** Somebody at a terminal who does what a page says, in a folder of their own. */
export class Walker implements AsyncDisposable {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #running: RunningProgram[] = [];
  readonly #folder: string;
  #place: string;

  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#place = folder;
    this.#environment = environment;
  }

  write(name: string, content: string): void {
    const file = path.join(this.#place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Types commands, and waits for their end, or, of what keeps running, for what the page says that it prints. */
  async run({ commands, keepsRunning, output }: WalkStep & { kind: 'shell' }): Promise<void> {
    const placeFile = path.join(this.#folder, '.place');
    const script = keepsRunning ? `exec env ${commands}` : `${commands}\npwd > '${placeFile}'`;
    const child = spawn('sh', ['-ec', script], {
      cwd: this.#place,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: keepsRunning,
    });
    let text = '';
    const seen = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (isShown(output, text)) resolve();
        });
      }
    });
    const ended = once(child, 'close');
    if (keepsRunning) {
      this.#running.push({ child, printed: () => text });
      const end = await Promise.race([
        seen.then(() => 'seen' as const),
        ended.then(() => 'ended' as const),
        wait(patienceMs, 'late' as const, { ref: false }),
      ]);
      if (end === 'seen') return;
      throw new Error(`"${commands}" should print\n${output ?? ''}\nbut printed\n${text}`);
    }
    await ended;
    if (child.exitCode !== 0) throw new Error(`"${commands}" failed:\n${text}`);
    if (!isShown(output, text)) {
      throw new Error(`"${commands}" should print\n${output ?? ''}\nbut printed\n${text}`);
    }
    this.#place = readFileSync(placeFile, 'utf8').trim();
  }

  /** Ctrl-C where the last program runs that keeps running, and waits for its end. */
  async stop(): Promise<void> {
    const program = this.#running.pop();
    if (program === undefined) throw new Error('Nothing runs that could be stopped.');
    await interrupt(program);
  }

  /** What the last program has printed that keeps running. */
  printed(): string {
    return this.#running.at(-1)?.printed() ?? '';
  }

  /** Ctrl-C in every terminal. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#running) await interrupt(program);
  }
}

async function interrupt({ child }: RunningProgram): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

/** Whether every line that the page shows was printed, in that order. */
function isShown(output: string | undefined, text: string): boolean {
  if (output === undefined) return true;
  const lines = output.trimEnd().split('\n');
  const source = lines.map((line) => line.split('…').map(escape).join('.*')).join('\n(?:.*\n)*?');
  return new RegExp(`^${source}$`, 'm').test(text);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
