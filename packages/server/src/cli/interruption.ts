/** Whether somebody wants a long command to stop: it finishes what it does right now, says where it is, and ends. */
export interface Interruption {
  readonly isWanted: () => boolean;
  readonly stopListening: () => void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Listens for the first SIGINT or SIGTERM; the second ends the program at once. */
export function listenForInterruption(): Interruption {
  let isWanted = false;
  const note = (): void => {
    isWanted = true;
    stopListening();
  };
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, note);
  };
  for (const signal of signals) process.on(signal, note);
  return { isWanted: () => isWanted, stopListening };
}
