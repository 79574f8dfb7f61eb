import { existsSync, readFileSync } from 'node:fs';
import { ConfigError, readConfig, type Config, type Environment } from '../../config.ts';
import { keyFileBeside } from '../../config/key-file.ts';
import type { AddressRange } from '../../core/address-range.ts';
import type { DatabaseLocation } from '../../store/open-store.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

export interface ConfigurationCheck {
  readonly findings: readonly Finding[];
  /** None where it has faults. */
  readonly config?: Config;
}

const subject = 'Configuration';

/** Reads the configuration as the server does, without making or touching a key file. */
export function checkConfiguration(
  environment: Environment,
  database: DatabaseLocation | undefined,
): ConfigurationCheck {
  const findings: Finding[] = [];
  const warn = (sentence: string): void => {
    findings.push(warning(subject, sentence, 'Correct the name, or remove it.'));
  };
  try {
    const config = readConfig(withKeys(environment, database), warn, { keyFile: 'must be there' });
    const given = config.settings.filter(({ isDefault }) => !isDefault).length;
    findings.unshift(
      ok(subject, `Every setting can be read; ${given} of ${config.settings.length} are given.`),
    );
    return { findings: [...findings, ...checkSettings(config)], config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.faults.map((fault) =>
      problem(
        subject,
        fault,
        'No server starts with that. The README has a table of all settings.',
      ),
    );
    return { findings: [...faults, ...findings] };
  }
}

/** Outside production the keys may be those of the file beside the database, which is only read here. */
function withKeys(environment: Environment, database: DatabaseLocation | undefined): Environment {
  const { TOTP_KIT_KEYS, TOTP_KIT_KEYS_FILE, NODE_ENV } = environment;
  const isGiven = TOTP_KIT_KEYS !== undefined || TOTP_KIT_KEYS_FILE !== undefined;
  if (isGiven || NODE_ENV === 'production' || database === undefined) return environment;
  const path = keyFileBeside(database);
  if (!existsSync(path)) return environment;
  try {
    return { ...environment, TOTP_KIT_KEYS: readFileSync(path, 'utf8') };
  } catch {
    return environment;
  }
}

function checkSettings(config: Config): readonly Finding[] {
  return [checkPublicUrl(config), ...checkProxies(config), ...checkOpenSignUp(config)];
}

function checkPublicUrl({ publicUrl, isProduction }: Config): Finding {
  const { protocol } = new URL(publicUrl);
  if (isProduction) return ok('Public URL', `${publicUrl}, in production.`);
  if (protocol === 'https:') {
    return warning(
      'Public URL',
      `${publicUrl} is on https, but NODE_ENV is not "production".`,
      'Set NODE_ENV=production: it refuses generated keys and settings that are for tests.',
    );
  }
  return isLoopback(publicUrl)
    ? ok('Public URL', `${publicUrl}: reached from this machine only. Fine for development.`)
    : problem(
        'Public URL',
        `${publicUrl} is on http: whoever is on the way reads codes and sessions.`,
        'Put a proxy with a certificate in front, and name its https URL in TOTP_KIT_PUBLIC_URL.',
      );
}

const proxies = 'Proxies';

function checkProxies({ trustedProxies, publicUrl }: Config): readonly Finding[] {
  if (trustedProxies.length === 0) {
    return new URL(publicUrl).protocol === 'https:'
      ? [
          problem(
            proxies,
            'None is trusted, but totp-kit speaks no https, so one stands in front: everybody seems to come from there and shares one budget of failures.',
            'Name the addresses that the proxy connects from in TOTP_KIT_TRUSTED_PROXIES.',
          ),
        ]
      : [ok(proxies, 'None is trusted: the client is whoever connects.')];
  }
  const tooWide = trustedProxies.filter((range) => width(range) === 'everybody');
  const wide = trustedProxies.filter((range) => width(range) === 'wide');
  if (tooWide.length > 0) {
    return [
      problem(
        proxies,
        `${tooWide.map(describe).join(', ')} trusts nearly everybody: clients write their own address, so guessing has no limit.`,
        'Name only the addresses that your proxy connects from.',
      ),
    ];
  }
  if (wide.length > 0) {
    return [
      warning(
        proxies,
        `${wide.map(describe).join(', ')} is a wide range: whoever is in it can write any address.`,
        'Name the addresses of your proxy, if nothing else is to be in that range.',
      ),
    ];
  }
  return [ok(proxies, `Trusted: ${trustedProxies.map(describe).join(', ')}.`)];
}

function checkOpenSignUp({ signUp, isProduction }: Config): readonly Finding[] {
  const words = {
    open: 'open: anybody can make an account.',
    ticket: 'by ticket: only whom a backend sends.',
    closed: 'closed: only backends and administrators make users.',
  };
  return isProduction ? [ok('Sign-up', words[signUp])] : [];
}

function width({ family, prefix }: AddressRange): 'everybody' | 'wide' | 'fine' {
  const [everybody, wide] = family === 'ipv4' ? [4, 12] : [8, 48];
  if (prefix <= everybody) return 'everybody';
  // fc00::/7 and 10.0.0.0/8 are whole private networks.
  return prefix < wide ? 'wide' : 'fine';
}

function describe({ address, prefix }: AddressRange): string {
  return `${address}/${prefix}`;
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(new URL(url).hostname);
}
