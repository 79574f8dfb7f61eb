import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The clock of a process of its own, which a test sets while the process runs, as whoever sets a machine's clock. */
export interface MovableClock {
  /** For the process. */
  readonly environment: Environment;
  /** How far it is ahead of the true time from now on; negative behind it. */
  readonly set: (offset: { readonly seconds: number }) => void;
}

/** Makes a clock by libfaketime. What only rises, such as timers, it leaves alone, as the kernel does. */
export function makeMovableClock(offset = { seconds: 0 }): MovableClock {
  const folder = temporaryFolder();
  const path = join(folder, 'clock');
  const set: MovableClock['set'] = ({ seconds }) => {
    const draft = join(folder, 'draft');
    writeFileSync(draft, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(draft, path);
  };
  set(offset);
  return {
    environment: {
      LD_PRELOAD: findLibrary(),
      FAKETIME_TIMESTAMP_FILE: path,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    set,
  };
}

/** Where Debian and others keep it: in a folder of the architecture, or not. */
function findLibrary(): string {
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].filter((folder) =>
    existsSync(folder),
  );
  const found = folders
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('libfaketime is missing: apt-get install faketime');
  return found;
}
