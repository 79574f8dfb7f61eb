import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../harness/server.ts';
import type { Workshop } from '../workshop.ts';
import {
  npm,
  runCommand,
  startCommand,
  type EndedCommand,
  type RunningCommand,
} from './command.ts';

/** What a fresh checkout does not have. */
const notCopied = new Set(['node_modules', 'dist', '.next', '.angular', '.svelte-kit', 'data']);

const texts = /\.(html|css|[cm]?[jt]sx?|vue|svelte|json)$/;

/** An example in the workshop: what somebody has who copied its folder, with this run's addresses. */
export class Example {
  readonly name: string;
  readonly folder: string;
  readonly #workshop: Workshop;

  constructor(workshop: Workshop, name: string) {
    this.#workshop = workshop;
    this.name = name;
    this.folder = path.join(workshop.folder, 'examples', name);
  }

  /** Copies it and installs what its lockfile says. Does nothing when that was done. */
  async install(): Promise<void> {
    if (existsSync(path.join(this.folder, 'node_modules/.package-lock.json'))) return;
    await cp(path.join(root, 'examples', this.name), this.folder, {
      recursive: true,
      filter: (source) => !notCopied.has(path.basename(source)),
    });
    await this.#takeAddresses();
    await this.#runOrThrow(
      npm('ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'),
    );
  }

  /** Its own type check. */
  check(): Promise<EndedCommand> {
    return runCommand(npm('run', 'check'), { folder: this.folder });
  }

  /** Its own type check of files with a property named `tickett` that nothing has; they are taken away again. */
  async checkWithWrongProperty(): Promise<EndedCommand> {
    const wrong = path.join(root, 'e2e/examples/wrong', this.name);
    const files = await listFiles(wrong);
    if (files.length === 0) throw new Error(`There are no files in ${wrong}`);
    const added = await Promise.all(
      files.map(async (file) => {
        const target = path.join(this.folder, path.relative(wrong, file).replace(/\.txt$/, ''));
        const before = existsSync(target) ? await readFile(target) : undefined;
        await cp(file, target);
        return { target, before };
      }),
    );
    const checked = await this.check();
    for (const { target, before } of added) {
      await (before === undefined ? rm(target) : writeFile(target, before));
    }
    return checked;
  }

  /** Its build, where it has one. */
  async build(): Promise<void> {
    const manifest = await readFile(path.join(this.folder, 'package.json'), 'utf8');
    const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
    if (scripts['build'] !== undefined) await this.#runOrThrow(npm('run', 'build'));
  }

  start(commandLine: readonly string[], env: Readonly<Record<string, string>>): RunningCommand {
    return startCommand(commandLine, { folder: this.folder, env });
  }

  /** The addresses that stand in its files become those of this run. */
  async #takeAddresses(): Promise<void> {
    const { totpKitUrl, siteUrl } = this.#workshop;
    for (const file of await listFiles(this.folder)) {
      if (!texts.test(file) || path.basename(file) === 'package-lock.json') continue;
      const text = await readFile(file, 'utf8');
      const own = text
        .replaceAll('http://localhost:8787', totpKitUrl)
        .replaceAll('http://localhost:3000', siteUrl);
      if (own !== text) await writeFile(file, own);
    }
  }

  async #runOrThrow(commandLine: readonly string[]): Promise<void> {
    const { exitCode, output } = await runCommand(commandLine, { folder: this.folder });
    if (exitCode === 0) return;
    throw new Error(`${commandLine.join(' ')} ended with ${String(exitCode)}:\n${output}`);
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
