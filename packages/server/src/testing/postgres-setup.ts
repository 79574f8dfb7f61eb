import type { TestProject } from 'vitest/node';
import { fillCompileCache } from './compile-cache.ts';
import { startPostgres } from './postgres-server.ts';

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const [end] = await Promise.all([provideDatabase(project), fillCompileCache()]);
  return end;
}

/** One PostgreSQL for all test files: the one that TEST_DATABASE_URL names, or one started for this run. */
async function provideDatabase(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) {
    project.provide('postgresUrl', given);
    return undefined;
  }
  // The process is never killed by these tests, so it may skip its syncs; the product's own settings stay.
  const server = await startPostgres(['fsync=off']);
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
