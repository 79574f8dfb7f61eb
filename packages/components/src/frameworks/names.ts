/** `totp-success` as `TotpSuccess`. */
export type PascalCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Name>;

/** Listeners of events by names with a prefix: `ontotp-success`. */
export type Listeners<Events, Prefix extends string> = {
  [Name in keyof Events & string as `${Prefix}${Name}`]?:
    ((event: Events[Name]) => void) | undefined;
};

/** Listeners of events by names in camel case: `onTotpSuccess`. */
export type CamelListeners<Events> = {
  [Name in keyof Events & string as `on${PascalCase<Name>}`]?:
    ((event: Events[Name]) => void) | undefined;
};
