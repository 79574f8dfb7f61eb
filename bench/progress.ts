/** Writes what is being done over what was being done before; line by line where the output is no terminal. */
export function showProgress(title: string): (sentence: string) => void {
  let lastShown = 0;
  return (sentence) => {
    const now = performance.now();
    if (process.stdout.isTTY) process.stdout.write(`\r\u001B[K${title}: ${sentence}`);
    else if (now - lastShown > 5000) process.stdout.write(`${title}: ${sentence}\n`);
    else return;
    lastShown = now;
  };
}

/** Ends a line of progress. */
export function endProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
}
