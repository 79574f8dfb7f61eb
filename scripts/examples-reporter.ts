import type { Reporter, TestCase } from 'vitest/node';

/** Says what is being done with which example while it is done, and at the end how long each took. */
export class ExamplesReporter implements Reporter {
  readonly #seconds = new Map<string, number>();

  onTestCaseReady(test: TestCase): void {
    console.log(`  ${subjectOf(test)}: ${test.name} ...`);
  }

  onTestCaseResult(test: TestCase): void {
    const subject = subjectOf(test);
    const seconds = (test.diagnostic()?.duration ?? 0) / 1000;
    this.#seconds.set(subject, (this.#seconds.get(subject) ?? 0) + seconds);
    const { state } = test.result();
    const outcome = state === 'passed' ? 'done  ' : state.toUpperCase();
    console.log(`${outcome} ${subject}: ${test.name} (${seconds.toFixed(1)} s)`);
  }

  onTestRunEnd(): void {
    console.log('');
    for (const [subject, seconds] of this.#seconds) {
      console.log(`${seconds.toFixed(1).padStart(7)} s  ${subject}`);
    }
  }
}

function subjectOf({ parent, module }: TestCase): string {
  return parent.type === 'suite' ? parent.name : module.relativeModuleId;
}

// Vitest loads reporters by their default export.
export default ExamplesReporter;
