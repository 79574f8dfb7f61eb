import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findFreePort, root } from '../harness/server.ts';

/** Where examples are installed and run: outside of the workspace, so that they find nothing that they do not install. */
export interface Workshop {
  /** Holds `.packs` and, once they are installed, `examples/<name>`. */
  readonly folder: string;
  /** Where the examples are told that totp-kit is. */
  readonly totpKitUrl: string;
  /** Where the examples are told that their site is. */
  readonly siteUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    workshop: Workshop;
  }
}

/** Once before the tests of all examples, and after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-examples-'));
  await mkdir(path.join(folder, 'examples'));
  await cp(path.join(root, '.packs'), path.join(folder, '.packs'), { recursive: true });
  project.provide('workshop', {
    folder,
    totpKitUrl: `http://localhost:${await findFreePort()}`,
    siteUrl: `http://localhost:${await findFreePort()}`,
  });
  return () => rm(folder, { recursive: true, force: true });
}
