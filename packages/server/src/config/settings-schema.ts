import { z } from 'zod';
import { accountDisclosures } from '../core/account-disclosure.ts';
import { parseAddressRange } from '../core/address-range.ts';
import { limits } from '../core/durations.ts';
import { logLevels } from '../core/log-level.ts';
import { parsePublicUrl } from '../core/public-url.ts';
import type { SettingName } from '../core/settings.ts';
import { signUpModes } from '../core/sign-up-mode.ts';
import { supportLinks } from '../core/support-links.ts';
import { widestWindow } from '../core/totp.ts';
import { parseKeyList } from '../keyring/key-list.ts';
import type { DatabaseLocation } from '../store/open-store.ts';

const bothLoopbacks = ['127.0.0.1', '::1'];

const webOrigin = z.string().transform((text, context) => {
  const url = URL.parse(text.trim());
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) {
    return url.origin;
  }
  context.addIssue(`"${text.trim()}" is not an origin such as https://app.example.com`);
  return z.NEVER;
});

const publicUrl = z.string().transform((text, context) => {
  const read = parsePublicUrl(text);
  if ('url' in read) return read.url;
  context.addIssue(read.fault);
  return z.NEVER;
});

const wholeNumber = (lowest: number, highest: number) =>
  z.string().transform((text, context) => {
    const number = Number(text);
    if (/^[0-9]+$/.test(text) && number >= lowest && number <= highest) return number;
    context.addIssue(`"${text}" is not a whole number from ${lowest} to ${highest}`);
    return z.NEVER;
  });

const addressRange = z.string().transform((text, context) => {
  const range = parseAddressRange(text);
  if (range !== undefined) return range;
  context.addIssue(`"${text}" is not an address or a range such as 10.0.0.0/8`);
  return z.NEVER;
});

const databaseUrl = z.string().transform((text, context): DatabaseLocation => {
  const [, path] = /^sqlite:(.+)$/.exec(text) ?? [];
  if (path !== undefined) return { engine: 'sqlite', path };
  if (/^postgres(ql)?:\/\/./.test(text)) return { engine: 'postgres', url: text };
  context.addIssue(
    'must start with "sqlite:" or "postgres://", such as sqlite:./data/totp-kit.db or postgres://user@host/database',
  );
  return z.NEVER;
});

/** How each setting is read; a fault is a sentence that follows the setting's name. */
export const settingsSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(1, 65_535).default(8787),
  HOST: z
    .string()
    .transform((host) => [host])
    .default(bothLoopbacks),
  DATABASE_URL: databaseUrl.default({ engine: 'sqlite', path: './data/totp-kit.db' }),
  TOTP_KIT_PUBLIC_URL: publicUrl.optional(),
  TOTP_KIT_ISSUER: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .refine(
      (issuer) => !issuer.includes(':'),
      'must not contain a colon: authenticator apps split there',
    )
    .refine((issuer) => !/\p{C}/u.test(issuer), 'must not contain control characters')
    .default('totp-kit'),
  TOTP_KIT_ORIGINS: z
    .string()
    .transform((list) => list.split(',').filter((entry) => entry.trim() !== ''))
    .pipe(z.array(webOrigin))
    .default([]),
  TOTP_KIT_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseKeyList(text);
      if (!('fault' in keys)) return keys;
      context.addIssue(keys.fault);
      return z.NEVER;
    })
    .optional(),
  TOTP_KIT_MANAGEMENT_KEY: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9._~+/=-]{32,512}$/,
      'must have at least 32 letters and digits, such as the output of: openssl rand -hex 32',
    )
    .optional(),
  TOTP_KIT_WINDOW: wholeNumber(0, widestWindow).default(1),
  TOTP_KIT_SIGN_UP: z.enum(signUpModes, 'must be open, ticket or closed').default('open'),
  TOTP_KIT_ACCOUNT_DISCLOSURE: z
    .enum(accountDisclosures, 'must be private or open')
    .default('private'),
  TOTP_KIT_CONSOLE: z.enum(['on', 'off'], 'must be on or off').optional(),
  TOTP_KIT_SUPPORT_LINKS: z.enum(supportLinks, 'must be hidden or shown').default('hidden'),
  TOTP_KIT_TRUSTED_PROXIES: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .pipe(z.array(addressRange))
    .default([]),
  TOTP_KIT_AUDIT_DAYS: wholeNumber(1, 3650).default(limits.auditDays),
  TOTP_KIT_AUDIT_FAILURES: wholeNumber(1000, 10_000_000).default(limits.auditFailures),
  TOTP_KIT_LOG_LEVEL: z.enum(logLevels, 'must be debug, info, warn or error').default('info'),
  TOTP_KIT_MAX_CONNECTIONS: wholeNumber(100, 100_000).default(10_000),
  TOTP_KIT_STOP_DELAY: wholeNumber(0, 60).default(0),
});

export type SettingValues = z.output<typeof settingsSchema>;

// Documented one by one, and none that is not there.
export const settingNames: readonly SettingName[] = Object.keys(
  settingsSchema.shape satisfies Record<SettingName, z.ZodType>,
) as (keyof typeof settingsSchema.shape)[];

/** Names that a file may give instead: `NAME_FILE` holds the path of a file with the value. */
export const namesWithFiles = settingNames.filter((name) => name !== 'NODE_ENV');
