/** Whether administrators of the role `support` see the links that users enroll again by: who has one can be that user. */
export const supportLinks = ['hidden', 'shown'] as const;
export type SupportLinks = (typeof supportLinks)[number];
