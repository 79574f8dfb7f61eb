import type { Terminal } from '../cli/terminal.ts';
import { visibleText } from '../core/visible-text.ts';

export interface RecordedTerminal extends Terminal {
  /** Everything on the standard output. */
  readonly printed: () => string;
  /** Everything on the standard error, questions included. */
  readonly said: () => string;
}

export interface RecordedTerminalOptions {
  /** Who sits at it: answers a question, or undefined for Ctrl-C. Nobody unless given. */
  readonly answer?: (question: string, said: string) => string | undefined;
  /** Whether the standard error alone is a screen; as `answer` says unless given. */
  readonly showsProgress?: boolean;
  readonly hasColor?: boolean;
  readonly columns?: number;
  /** What stands on the standard input; nothing unless given. */
  readonly input?: string;
}

/** A terminal that keeps what a command writes; with `answer` it is a screen with somebody before it. */
export function recordTerminal(options: RecordedTerminalOptions = {}): RecordedTerminal {
  const { answer, hasColor = false, columns = 80, input = '' } = options;
  const isScreen = answer !== undefined;
  let out = '';
  let err = '';
  return {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    canAsk: isScreen,
    isScreen,
    showsProgress: options.showsProgress ?? isScreen,
    hasColor,
    columns,
    say: (sentence) => {
      err += `${visibleText(sentence)}\n`;
    },
    ask: async (question) => {
      err += question;
      return answer?.(question, err);
    },
    readAll: async () => input,
    printed: () => out,
    said: () => err,
  };
}
