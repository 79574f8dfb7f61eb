/** Every fault of a configuration, each a sentence that names its variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** How many faults there are, as a sentence. */
  readonly summary: string;
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    const summary = `The configuration of totp-kit has ${count}.`;
    super([summary, ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.summary = summary;
    this.faults = faults;
  }
}
