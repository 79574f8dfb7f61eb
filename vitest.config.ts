import { defineConfig } from 'vitest/config';

const conditions = ['totp-kit-source'];
const resolve = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** One more than two cores: tests often wait for other processes, for a time to come, or for a browser. */
const maxWorkers = 3;

export default defineConfig({
  test: {
    projects: [
      {
        ...resolve,
        test: {
          name: 'unit',
          globalSetup: ['packages/server/src/testing/postgres-setup.ts'],
          include: [
            'packages/{protocol,server}/{src,test}/**/*.test.ts',
            'packages/components/test/**/*.test.ts',
            'packages/console/src/{logic,words}/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['scripts/packages/**'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'packages',
          include: ['scripts/packages/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...resolve,
        test: {
          name: 'e2e',
          include: ['e2e/*.test.ts'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...resolve,
        test: {
          name: 'examples',
          include: ['e2e/examples/*.test.ts'],
          globalSetup: ['e2e/examples/workshop.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
