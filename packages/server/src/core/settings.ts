/**
 * What a server runs with, by the names of the environment variables and checked like them; each name also as
 * `NAME_FILE`, the path of a file that holds the value. README.md has the table of them.
 */
export type Settings = NamedSettings & {
  readonly [Name in Exclude<keyof NamedSettings, 'NODE_ENV'> as `${Name}_FILE`]?:
    string | undefined;
};

interface NamedSettings {
  /** `production` refuses generated keys and plain http. */
  readonly NODE_ENV?: string | undefined;
  /** Where `totp-kit serve` listens; a server within another one listens nowhere. */
  readonly PORT?: string | undefined;
  /** Where `totp-kit serve` listens. */
  readonly HOST?: string | undefined;
  /** `sqlite:./data/totp-kit.db` unless given, or `postgres://...`. */
  readonly DATABASE_URL?: string | undefined;
  /** The URL that people and tokens see, with the path that the server is mounted at: `https://shop.example/auth`. */
  readonly TOTP_KIT_PUBLIC_URL?: string | undefined;
  /** The name that authenticator apps show. */
  readonly TOTP_KIT_ISSUER?: string | undefined;
  /** Other origins whose pages may use the server, separated by commas. */
  readonly TOTP_KIT_ORIGINS?: string | undefined;
  /** Encryption keys, `id:base64,id:base64`; the first one seals. */
  readonly TOTP_KIT_KEYS?: string | undefined;
  /** A first management key. */
  readonly TOTP_KIT_MANAGEMENT_KEY?: string | undefined;
  /** Time steps accepted either side of now, `0` or `1`. */
  readonly TOTP_KIT_WINDOW?: string | undefined;
  /** `open`, `ticket` or `closed`. */
  readonly TOTP_KIT_SIGN_UP?: string | undefined;
  /** `private` or `open`. */
  readonly TOTP_KIT_ACCOUNT_DISCLOSURE?: string | undefined;
  /** `on` or `off`; unless given, `off` where the public URL has a path, `on` otherwise. */
  readonly TOTP_KIT_CONSOLE?: string | undefined;
  /** `hidden` or `shown`. */
  readonly TOTP_KIT_SUPPORT_LINKS?: string | undefined;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` counts, separated by commas. */
  readonly TOTP_KIT_TRUSTED_PROXIES?: string | undefined;
  /** Days that audit events are kept. */
  readonly TOTP_KIT_AUDIT_DAYS?: string | undefined;
  /** Audit events kept of each kind that anybody can cause. */
  readonly TOTP_KIT_AUDIT_FAILURES?: string | undefined;
  /** `debug`, `info`, `warn` or `error`. */
  readonly TOTP_KIT_LOG_LEVEL?: string | undefined;
  /** The most connections that `totp-kit serve` takes at once. */
  readonly TOTP_KIT_MAX_CONNECTIONS?: string | undefined;
  /** Seconds that `totp-kit serve` takes new connections after it was told to stop. */
  readonly TOTP_KIT_STOP_DELAY?: string | undefined;
}

/** The names of all settings, without those that end with `_FILE`. */
export type SettingName = keyof NamedSettings;
