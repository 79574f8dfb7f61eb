import { ConfigError, processEnvironment, readConfig, type Config } from './config.ts';
import type { Settings } from './core/settings.ts';

/** What a server runs with: a configuration that was read before, settings, or what the environment says. */
export interface ConfigSource {
  readonly config?: Config | undefined;
  /**
   * Settings by the names of the environment variables, which are not looked at then. `NODE_ENV` alone is the
   * process's unless they name another, so that production is never taken for something else by accident.
   */
  readonly settings?: Settings | undefined;
}

/**
 * The configuration that a source means.
 * @param warn takes a sentence for each thing that is probably a mistake
 * @throws ConfigError with every fault at once
 */
export function configOf(
  { config, settings }: ConfigSource,
  warn: (sentence: string) => void,
): Config {
  if (config !== undefined && settings !== undefined) {
    throw new ConfigError(['createTotpKit: config and settings are given. Give one of them.']);
  }
  if (config !== undefined) return config;
  if (settings === undefined) return readConfig(processEnvironment(), warn);
  const { NODE_ENV: processName } = processEnvironment();
  const { NODE_ENV = '' } = settings;
  return readConfig({ ...settings, NODE_ENV: NODE_ENV === '' ? processName : NODE_ENV }, warn);
}
