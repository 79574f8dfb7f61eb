import { basePathOf } from '../core/public-url.ts';
import type { SettingValues } from './settings-schema.ts';

/** What TOTP_KIT_PUBLIC_URL is, given or not. */
export function publicUrlOf(values: Pick<SettingValues, 'TOTP_KIT_PUBLIC_URL' | 'PORT'>): string {
  return values.TOTP_KIT_PUBLIC_URL ?? `http://localhost:${values.PORT}`;
}

/** What TOTP_KIT_CONSOLE is unless said. */
export function consoleAt(publicUrl: string): 'on' | 'off' {
  return basePathOf(publicUrl) === '' ? 'on' : 'off';
}
