import { isIPv4, isIPv6 } from 'node:net';
import { durations } from './durations.ts';

/** What is counted as one place on the network, and how many failures it bears. */
export interface AddressSubject {
  readonly subject: string;
  /** Failures in ten minutes. */
  readonly mostFailures: number;
  /** Login IDs in an hour that failed and have not since succeeded from there. */
  readonly mostLoginIds: number;
  /** Enrollments in an hour that were started and not confirmed. */
  readonly mostStarts: number;
  /** Questions in an hour whether a login ID has an account. */
  readonly mostLookups: number;
}

const most = { failures: 30, loginIds: 100, starts: 100, lookups: 100 };

export const failureWindowMs = 10 * durations.minute;
export const loginIdWindowMs = durations.hour;
/** Starts are counted by the hour, and so are look-ups of accounts. */
export const startWindowMs = durations.hour;

/** Blocks of an address are forgotten when it was quiet for so long. */
export const addressMemoryMs = 2 * durations.hour;

const firstBlockMs = durations.minute;
export const longestBlockMs = durations.hour;

/** How long an address waits: 1 min the first time, doubling to 1 h. */
export function blockAfter(earlierBlocks: number): number {
  return Math.min(longestBlockMs, firstBlockMs * 2 ** earlierBlocks);
}

/**
 * The subjects an address counts for: an IPv4 address whole, also where it is mapped into IPv6; an IPv6 address by its
 * /64 and, at ten times the numbers, its /48. What is no address counts for none.
 */
export function addressSubjects(address: string | undefined): readonly AddressSubject[] {
  const bare = address?.replace(/%.*$/, '') ?? '';
  if (isIPv4(bare)) return [subjectOf(bare, 1)];
  if (!isIPv6(bare)) return [];
  const groups = expand(bare);
  const mapped = mappedIpv4(groups);
  if (mapped !== undefined) return [subjectOf(mapped, 1)];
  return [
    subjectOf(`${groups.slice(0, 4).join(':')}::/64`, 1),
    subjectOf(`${groups.slice(0, 3).join(':')}::/48`, 10),
  ];
}

/** All who come from no known address (where there is no socket), for what must not go uncounted. */
export const nowhere: AddressSubject = subjectOf('nowhere', 1);

function subjectOf(name: string, factor: number): AddressSubject {
  return {
    subject: `address:${name}`,
    mostFailures: most.failures * factor,
    mostLoginIds: most.loginIds * factor,
    mostStarts: most.starts * factor,
    mostLookups: most.lookups * factor,
  };
}

/** The eight groups of an IPv6 address, without leading zeros; the URL parser knows every spelling. */
function expand(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after];
}

/** RFC 4291 §2.5.5.2: ::ffff:a.b.c.d */
function mappedIpv4(groups: readonly string[]): string | undefined {
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  if (!isMapped) return undefined;
  const low = Number.parseInt(groups[7] ?? '0', 16);
  const high = Number.parseInt(groups[6] ?? '0', 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
