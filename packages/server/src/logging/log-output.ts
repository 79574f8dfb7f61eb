import { constants, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** How much somebody would miss a line. */
export type LineWeight = 'debug' | 'ordinary' | 'error';

/**
 * So much waits for a reader, when a line comes; more is lost, for a log that nobody reads must not fill the memory.
 * Lines of every request are lost first, and for errors there is still room when there is none for anything else.
 */
const mostWaitingBytes: Readonly<Record<LineWeight, number>> = {
  debug: 512 * 1024,
  ordinary: 1024 * 1024,
  error: (1024 + 128) * 1024,
};

/** How long the end of the process waits for a reader who reads nothing, and for one who is slow. */
const ending = { idleMs: 2000, longestMs: 5000, lookMs: 5 };

const retry = { firstMs: 50, longestMs: 5000 } as const;

const newLine = Buffer.from('\n');

export interface LogOutputOptions {
  /** The file descriptor to write to. */
  readonly descriptor: number;
  /** Makes the line that says how many lines are missing. */
  readonly describeLoss: (lines: number) => string;
}

/**
 * Writes lines to a file descriptor and never waits, throws or ends the process: not for a full disk, a pipe whose
 * reader is gone, or one that nobody reads. What cannot be written is counted, and told as soon as something can be.
 */
export class LogOutput {
  readonly #options: LogOutputOptions;
  /** What is to be written; of the first a part may be. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #writtenOfFirst = 0;
  /** Lines that nobody will see. */
  #lost = 0;
  /** Of these, those that a line among the waiting ones tells about. */
  #lostAndTold = 0;
  /** The last line that stands there was not written to its end. */
  #isTorn = false;
  #retryMs: number = retry.firstMs;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LogOutputOptions) {
    this.#options = options;
  }

  /** @param line with the line break at its end */
  write(line: string, weight: LineWeight = 'ordinary'): void {
    const bytes = Buffer.from(line);
    const most = mostWaitingBytes[weight];
    this.#tellLoss();
    if (this.#waitingBytes > 0 && this.#waitingBytes + bytes.length > most) {
      this.#lost += 1;
    } else {
      this.#add(bytes);
    }
    this.#flush();
  }

  /**
   * Writes what waits, at the end of the process: meanwhile nothing else happens. It gives up where nobody reads.
   * @param idleMs how long it waits for somebody to begin, or to go on
   */
  finish(idleMs = ending.idleMs): void {
    const begunAt = performance.now();
    let movedAt = begunAt;
    let left = this.#bytesLeft;
    this.#flush();
    while (this.#bytesLeft > 0) {
      const now = performance.now();
      if (this.#bytesLeft < left) movedAt = now;
      left = this.#bytesLeft;
      if (now - movedAt >= idleMs || now - begunAt >= ending.longestMs) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ending.lookMs);
      this.#flush();
    }
  }

  get #bytesLeft(): number {
    return this.#waitingBytes - this.#writtenOfFirst;
  }

  #add(bytes: Buffer): void {
    const whole = this.#isTorn ? Buffer.concat([newLine, bytes]) : bytes;
    this.#isTorn = false;
    this.#waiting.push(whole);
    this.#waitingBytes += whole.length;
  }

  #tellLoss(): void {
    if (this.#waiting.length > 0 || this.#lost === 0) return;
    this.#lostAndTold = this.#lost;
    this.#add(Buffer.from(this.#options.describeLoss(this.#lost)));
  }

  /** Writes as much as can be written now. */
  #flush(): void {
    let outcome = this.#writeFirst();
    while (outcome === 'written') outcome = this.#writeFirst();
    if (outcome === 'failed') this.#giveUpWaiting();
    if (this.#waiting.length > 0 || this.#lost > 0) this.#retryLater();
  }

  #writeFirst(): 'written' | 'failed' | 'later' | 'nothing to write' {
    this.#tellLoss();
    const [first] = this.#waiting;
    if (first === undefined) return 'nothing to write';
    try {
      this.#writtenOfFirst += writeSync(
        this.#options.descriptor,
        first.subarray(this.#writtenOfFirst),
      );
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'EAGAIN' || code === 'EINTR' ? 'later' : 'failed';
    }
    if (this.#writtenOfFirst === first.length) this.#dropFirst(first);
    return 'written';
  }

  #dropFirst({ length }: Buffer): void {
    this.#waiting.shift();
    this.#waitingBytes -= length;
    this.#writtenOfFirst = 0;
    this.#lost -= this.#lostAndTold;
    this.#lostAndTold = 0;
    this.#retryMs = retry.firstMs;
  }

  #giveUpWaiting(): void {
    this.#isTorn = this.#writtenOfFirst > 0 || this.#waiting[0]?.at(0) === newLine[0];
    this.#lost += this.#waiting.length - (this.#lostAndTold > 0 ? 1 : 0);
    this.#lostAndTold = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writtenOfFirst = 0;
  }

  #retryLater(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#retryMs = Math.min(2 * this.#retryMs, retry.longestMs);
      this.#flush();
    }, this.#retryMs);
    this.#timer.unref();
  }
}

/**
 * The descriptor of the standard error output, to be written without ever waiting for a reader: a pipe that is full, or
 * a terminal that somebody has stopped (Ctrl-S), answers EAGAIN.
 */
export function openStandardError(): number {
  const { fd } = process.stderr;
  // Node makes pipes and sockets so when it opens the stream, on which others may write, and fail.
  process.stderr.on('error', () => undefined);
  if (!isatty(fd)) return fd;
  try {
    const { O_WRONLY, O_APPEND, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/dev/fd/${fd}`, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY);
  } catch {
    return fd;
  }
}
