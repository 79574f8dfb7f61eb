import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError, createTotpKit, readConfig, type Settings } from './index.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testKeys } from './testing/test-server.ts';

function settingsIn(folder: string): Settings {
  return {
    DATABASE_URL: `sqlite:${join(folder, 'auth.db')}`,
    TOTP_KIT_KEYS: testKeys,
    TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth/',
  };
}

/** The faults that a server is refused with. */
async function faultsOf(options: Parameters<typeof createTotpKit>[0]): Promise<readonly string[]> {
  const error = await createTotpKit(options).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof ConfigError)) throw new Error('there is no fault', { cause: error });
  for (const fault of error.faults) expect(error.message).toContain(fault);
  return error.faults;
}

describe('createTotpKit', () => {
  it('takes settings by their names, and says what is probably mistyped', async () => {
    const warnings: string[] = [];
    const settings = { ...settingsIn(temporaryFolder()), TOTP_KIT_PUBLICURL: 'x' };
    const logger = {
      warn: (_: object, message: string) => void warnings.push(message),
      error: () => undefined,
    };
    const kit = await createTotpKit({ settings, logger });
    onTestFinished(() => kit.close());
    expect(kit.basePath).toBe('/auth');
    expect(warnings).toEqual([expect.stringContaining('TOTP_KIT_PUBLICURL') as string]);
  });

  it('does not look at the environment where there are settings or a configuration', async () => {
    process.env['TOTP_KIT_WINDOW'] = 'nonsense';
    onTestFinished(() => {
      delete process.env['TOTP_KIT_WINDOW'];
    });
    const settings = settingsIn(temporaryFolder());
    const bySettings = await createTotpKit({ settings });
    await bySettings.close();
    const byConfig = await createTotpKit({ config: readConfig({ ...settings }, () => undefined) });
    await byConfig.close();
    expect(await faultsOf({})).toEqual([expect.stringContaining('TOTP_KIT_WINDOW') as string]);
  });

  it('is in production where the process is, unless the settings say otherwise', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    onTestFinished(() => {
      process.env['NODE_ENV'] = before;
    });
    const { TOTP_KIT_KEYS, ...settings } = settingsIn(temporaryFolder());
    expect(await faultsOf({ settings })).toEqual([
      expect.stringMatching(/^TOTP_KIT_KEYS: is needed in production/) as string,
    ]);
    for (const NODE_ENV of [undefined, '']) {
      expect(await faultsOf({ settings: { ...settings, NODE_ENV } })).toHaveLength(1);
    }
    const kit = await createTotpKit({ settings: { ...settings, NODE_ENV: 'development' } });
    await kit.close();
    expect(TOTP_KIT_KEYS).toBe(testKeys);
  });

  it('names every fault at once, in its message too', async () => {
    const settings = {
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/a?b',
      DATABASE_URL: 'mysql://x',
      TOTP_KIT_MANAGEMENT_KEY: 'short',
    };
    expect(await faultsOf({ settings })).toHaveLength(3);
  });

  it('takes either settings or a configuration', async () => {
    const settings = settingsIn(temporaryFolder());
    const config = readConfig({ ...settings }, () => undefined);
    expect(await faultsOf({ settings, config })).toEqual([
      'createTotpKit: config and settings are given. Give one of them.',
    ]);
  });

  it('closes once, however often it is told to', async () => {
    const kit = await createTotpKit({ settings: settingsIn(temporaryFolder()) });
    await Promise.all([kit.close(), kit.close()]);
    await kit.close();
  });

  it('serves no site beside the API below a path', async () => {
    const settings = settingsIn(temporaryFolder());
    expect(await faultsOf({ settings, siteFolder: temporaryFolder() })).toEqual([
      expect.stringMatching(/^--site: needs a TOTP_KIT_PUBLIC_URL without a path/) as string,
    ]);
  });
});
