import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { visibleText } from '../core/visible-text.ts';

export interface TextOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Where a command reads and writes: results on `out`, everything else on `err`. */
export interface Terminal {
  readonly out: TextOutput;
  readonly err: TextOutput;
  /** Somebody reads `err` and can answer. */
  readonly canAsk: boolean;
  /** `out` is a screen that somebody looks at, not a file or a pipe. */
  readonly isScreen: boolean;
  /** `err` is a screen. */
  readonly showsProgress: boolean;
  /** `out` takes colour. */
  readonly hasColor: boolean;
  /** Characters in a line of the screen. */
  readonly columns: number;
  /** A sentence for who runs the command; what came from outside in it is made harmless. */
  say(sentence: string): void;
  /** Asks for a line; undefined where none came: the input ended, or Ctrl-C. */
  ask(question: string): Promise<string | undefined>;
  /** Everything on the standard input. */
  readAll(): Promise<string>;
}

type Screen = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(environment?: object): boolean;
};

export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Screen;
  readonly error: Screen;
}

const usualColumns = 80;

/** The terminal on the streams of a process. Colour follows NO_COLOR, FORCE_COLOR and TERM. */
export function openTerminal({ input, output, error }: Streams): Terminal {
  const isScreen = output.isTTY === true;
  return {
    out: output,
    err: error,
    canAsk: input.isTTY === true && error.isTTY === true,
    isScreen,
    showsProgress: error.isTTY === true,
    hasColor: isScreen && output.hasColors?.() === true,
    // A screen without a size says 0.
    columns: output.columns === 0 ? usualColumns : (output.columns ?? usualColumns),
    say: (sentence) => {
      error.write(`${visibleText(sentence)}\n`);
    },
    ask: (question) => ask(question, { input, output: error }),
    readAll: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of input) chunks.push(Buffer.from(chunk as Buffer));
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function ask(
  question: string,
  streams: { readonly input: Readable; readonly output: Writable },
): Promise<string | undefined> {
  const lines = createInterface({ ...streams, historySize: 0 });
  try {
    return await new Promise((resolve, reject) => {
      lines.once('close', () => {
        streams.output.write('\n');
        resolve(undefined);
      });
      // Who presses Ctrl-C at a question gives no answer.
      lines.once('SIGINT', () => {
        lines.close();
      });
      lines.question(question).then(resolve, reject);
    });
  } finally {
    lines.removeAllListeners('close');
    lines.close();
  }
}
