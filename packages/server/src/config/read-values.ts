import { readFileSync } from 'node:fs';
import { namesWithFiles, settingNames } from './settings-schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of each setting, given by itself or in a file; faults are those of the files. */
export function readValues(environment: Environment): {
  values: Record<string, string | undefined>;
  faults: string[];
} {
  const values: Record<string, string | undefined> = {};
  const faults: string[] = [];
  for (const name of settingNames) values[name] = environment[name];
  for (const name of namesWithFiles) {
    const path = environment[`${name}_FILE`];
    if (path === undefined) continue;
    if (values[name] !== undefined) {
      faults.push(`${name}_FILE: ${name} is given too. Give one of them.`);
      continue;
    }
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE: the file ${path} cannot be read.`);
    }
  }
  return { values, faults };
}

/** Warns of names that look like ours and are not. */
export function warnOfUnknownNames(
  environment: Environment,
  warn: (sentence: string) => void,
): void {
  const known = new Set([...settingNames, ...namesWithFiles.map((name) => `${name}_FILE`)]);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('TOTP_KIT_') && !known.has(name)) {
      warn(`${name} is not a setting of totp-kit and does nothing. Is it mistyped?`);
    }
  }
}
