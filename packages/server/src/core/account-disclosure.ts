/** Whether the server says if a login ID has an account: never, or to anyone who asks. */
export const accountDisclosures = ['private', 'open'] as const;
export type AccountDisclosure = (typeof accountDisclosures)[number];
