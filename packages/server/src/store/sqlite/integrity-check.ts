import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** More faults than this say nothing new. */
const mostFaults = 20;

const tellEveryMs = 250;

/**
 * SQLite's full check of a file (`integrity_check`, `foreign_key_check`), which reads all of it, in a thread of its own
 * so that progress can be told meanwhile. The file is only read.
 * @param tell is called with the seconds that have passed; the check ends when it throws
 * @returns what is wrong, in SQLite's words; nothing where all is well
 */
export function checkIntegrity(
  path: string,
  tell: (seconds: number) => void,
): Promise<readonly string[]> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { checkedPath: path } satisfies Task,
  });
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      try {
        tell(Math.floor((performance.now() - startedAt) / 1000));
      } catch (error) {
        settle(() => {
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      }
    }, tellEveryMs);
    const settle = (answer: () => void): void => {
      clearInterval(timer);
      void worker.terminate().then(answer, answer);
    };
    worker.once('message', (faults: readonly string[]) => {
      settle(() => {
        resolve(faults);
      });
    });
    worker.once('error', (error: Error) => {
      settle(() => {
        reject(error);
      });
    });
  });
}

interface Task {
  readonly checkedPath: string;
}

function findFaults(path: string): readonly string[] {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const found = database
        .prepare<[], string>(`PRAGMA integrity_check(${mostFaults})`)
        .pluck()
        .all();
      const orphans = database
        .prepare<[number], string>(
          `SELECT DISTINCT 'a row of ' || "table" || ' belongs to a row of ' || parent || ' that is not there'
           FROM pragma_foreign_key_check LIMIT ?`,
        )
        .pluck()
        .all(mostFaults);
      return [...found.filter((line) => line !== 'ok'), ...orphans];
    } finally {
      database.close();
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

if (!isMainThread) {
  const { checkedPath } = (workerData ?? {}) as Partial<Task>;
  if (checkedPath !== undefined) parentPort?.postMessage(findFaults(checkedPath));
}
