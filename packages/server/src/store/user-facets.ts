import type { SignIn, UserStatus } from '@totp-kit/protocol';

/** What users can be filtered by. What is not said fits everybody. */
export interface UserFilter {
  readonly status?: UserStatus | undefined;
  readonly hasTotp?: boolean | undefined;
  readonly signIn?: SignIn | undefined;
  readonly hasNeverSignedIn?: true | undefined;
  /** Whose attempts are refused now. */
  readonly isWaiting?: true | undefined;
}

/** The bits of the column `facets`, which the database derives (migrations/0003-user-listing.ts). */
const bits = { totp: 1, disabled: 2, ticket: 4, neverSignedIn: 8, refused: 16 } as const;

/** From here on it is an administrator, whom no list of users shows. */
const facetsOfUsers = 32;

/**
 * Every value of `facets` that fits a filter. A list is merged from the indexes of these values, so that every mix of
 * filters comes in every order without sorting.
 */
export function facetsThatFit(filter: UserFilter): readonly number[] {
  const wanted: readonly (readonly [bit: number, isSet: boolean | undefined])[] = [
    [bits.totp, filter.hasTotp],
    [bits.disabled, filter.status && filter.status === 'disabled'],
    [bits.ticket, filter.signIn && filter.signIn === 'ticket'],
    [bits.neverSignedIn, filter.hasNeverSignedIn],
    [bits.refused, filter.isWaiting],
  ];
  return Array.from({ length: facetsOfUsers }, (_, facets) => facets).filter((facets) =>
    wanted.every(([bit, isSet]) => isSet === undefined || isSet === ((facets & bit) !== 0)),
  );
}

/** What the sums by facets say of all users. */
export function countByFacets(
  sums: readonly { readonly facets: number; readonly users: number }[],
  filter: UserFilter,
): number {
  const fitting = new Set(facetsThatFit(filter));
  return sums
    .filter(({ facets }) => fitting.has(facets))
    .reduce((total, { users }) => total + users, 0);
}
