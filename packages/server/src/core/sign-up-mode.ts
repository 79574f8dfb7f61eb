/** Who may start a sign-up: anyone, who holds a ticket, nobody. */
export const signUpModes = ['open', 'ticket', 'closed'] as const;
export type SignUpMode = (typeof signUpModes)[number];
