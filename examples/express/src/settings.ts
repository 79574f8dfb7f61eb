/** What somebody sets who runs the site. Without anything it is for trying it out on one's own machine. */
export interface Settings {
  /** Where people see the site. */
  readonly siteUrl: string;
  readonly totpKitUrl: string;
  readonly managementKey: string;
  readonly sessionSecret: string;
  /** Where the process listens, which is not where people see it: a proxy brings it the requests. */
  readonly host: string;
  readonly port: number;
  /** Whose word on a request's address and protocol is taken, such as `loopback` or `10.0.0.0/8`; nobody's unless set. */
  readonly trustedProxies: string | undefined;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const siteUrl = new URL(env.SITE_URL || 'http://localhost:3000').origin;
  if (siteUrl.startsWith('https:') && (env.SESSION_SECRET ?? '').length < 32) {
    throw new Error(
      'SESSION_SECRET is needed with https: 32 characters, as of openssl rand -hex 16',
    );
  }
  return {
    siteUrl,
    totpKitUrl: env.TOTP_KIT_PUBLIC_URL || 'http://localhost:8787',
    managementKey: env.TOTP_KIT_MANAGEMENT_KEY ?? '',
    sessionSecret: env.SESSION_SECRET || 'only for trying it out',
    host: env.HOST || '127.0.0.1',
    port: Number(env.PORT || 3000),
    trustedProxies: env.TRUSTED_PROXIES || undefined,
  };
}
