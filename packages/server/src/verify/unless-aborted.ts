/** A value, or the reason of the signal: gives up in time even where what makes the value does not heed the signal. */
export function unlessAborted<Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([value, aborted]);
}
