import type { SealContext } from './seal.ts';

/** What is stored sealed, in the order in which a rotation seals it anew. */
export const sealedKinds = [
  'serverSecrets',
  'signingKeys',
  'enrollments',
  'authenticators',
] as const;

export type SealedKind = (typeof sealedKinds)[number];

export type SealedCounts = Readonly<Record<SealedKind, number>>;

export function totalOf(counts: SealedCounts): number {
  return sealedKinds.reduce((total, kind) => total + counts[kind], 0);
}

/** What the value of each kind is sealed for; it opens for nothing else. */
export const sealContexts = {
  serverSecret: (name: string): SealContext => ['server secret', name],
  signingKey: (kid: string): SealContext => ['signing key', kid],
  enrollment: (enrollmentHash: string): SealContext => ['enrollment', enrollmentHash],
  authenticator: (userId: string, authenticatorId: string): SealContext => [
    'authenticator',
    userId,
    authenticatorId,
  ],
} as const;
