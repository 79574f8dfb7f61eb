import { consoleAt, publicUrlOf } from './derived-defaults.ts';
import { settingNames, type SettingValues } from './settings-schema.ts';

export interface SettingInEffect {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
}

const secretNames = ['TOTP_KIT_KEYS', 'TOTP_KIT_MANAGEMENT_KEY'];
const secretDefaults: Readonly<Record<string, string>> = {
  TOTP_KIT_KEYS: 'made by the server, in a file beside the database',
};

/** Every setting with what is in effect; secrets only as `set`. */
export function describeSettings(
  given: Readonly<Record<string, string | undefined>>,
  parsed: SettingValues,
): readonly SettingInEffect[] {
  const defaults: Readonly<Record<string, unknown>> = {
    ...parsed,
    DATABASE_URL: 'sqlite:./data/totp-kit.db',
    TOTP_KIT_PUBLIC_URL: publicUrlOf(parsed),
    TOTP_KIT_CONSOLE: consoleAt(publicUrlOf(parsed)),
  };
  return settingNames.map((name) => {
    const text = given[name];
    const isDefault = text === undefined;
    if (secretNames.includes(name)) {
      const value = isDefault ? (secretDefaults[name] ?? 'not set') : 'set';
      return { name, value, isDefault };
    }
    return {
      name,
      value: isDefault ? show(defaults[name]) : withoutPassword(name, text),
      isDefault,
    };
  });
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : 'not set';
}

/** A database URL can hold a password in more places than a parser tells apart: of it only the known parts are shown. */
function withoutPassword(name: string, text: string): string {
  if (name !== 'DATABASE_URL' || text.startsWith('sqlite:')) return text;
  const url = URL.parse(text);
  return url === null ? 'PostgreSQL' : `PostgreSQL ${url.host}${url.pathname}`;
}
