/** What ends a server's process: a signal, or a fault that nothing has caught. */
export interface EndOfProcess {
  /** From now on the server says that it is not ready. */
  readonly notReady: () => void;
  /** How long new connections are still taken after that, for load balancers to notice. */
  readonly stopDelayMs: number;
  /** Takes no new connection, and lets requests finish. */
  readonly drain: () => Promise<void>;
  /** Finishes what was begun, and closes the database. */
  readonly close: () => Promise<void>;
  /** Takes lines for the log. */
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** How long the database may take to close after a fault. */
const closingMs = 5000;

/**
 * Stops gracefully at the first SIGTERM or SIGINT, and at once at the second. Ends the process after a fault that
 * nothing has caught, because nobody knows what it has left behind; who runs the server starts it again.
 */
export function endProcessWell(end: EndOfProcess): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      end.log.info({ signal }, 'stopped at once, because a second signal came');
      process.exit(1);
    }
    isStopping = true;
    void stopGracefully(signal, end);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  let hasFault = false;
  // Rejections that nobody handles come here, too.
  process.on('uncaughtException', (error, origin) => {
    if (hasFault) return;
    hasFault = true;
    void endAfterFault({ error, origin }, end);
  });
}

async function stopGracefully(signal: NodeJS.Signals, end: EndOfProcess): Promise<void> {
  end.log.info({ signal }, 'stopping: not ready any more, requests under way are answered');
  end.notReady();
  if (end.stopDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, end.stopDelayMs));
  await end.drain();
  try {
    await end.close();
  } catch (error) {
    end.log.error({ err: error }, 'the database could not be closed');
    process.exit(1);
  }
  end.log.info({}, 'stopped');
  process.exit(0);
}

async function endAfterFault(
  { error, origin }: { readonly error: unknown; readonly origin: string },
  end: EndOfProcess,
): Promise<void> {
  // Whatever fails from here on must not keep the process.
  setTimeout(() => process.exit(1), closingMs);
  try {
    end.log.error(
      { err: error, origin },
      'the server ends, because of a fault of totp-kit that nothing has caught; start it again, and report this line',
    );
    end.notReady();
    await end.close();
  } finally {
    process.exit(1);
  }
}
