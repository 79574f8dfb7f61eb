import type { CountName, Period } from '../logic/chart-data.ts';

export const periodNames: Readonly<Record<Period, string>> = {
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
};

export const countNames: Readonly<Record<CountName, string>> = {
  signUps: 'Sign-ups',
  signIns: 'Sign-ins',
  failures: 'Wrong codes',
  waits: 'Waiting times that began',
};

export const overviewWords = {
  period: 'Period',
  users: 'Users',
  withTotp: 'With an authenticator app',
  waiting: 'Waiting now',
  waitingHint: 'too many wrong codes',
  signIns: 'Sign-ins',
  disabled: (count: string): string => `${count} disabled`,
  share: (share: string): string => `${share} of all`,
  coming: 'Sign-ups and sign-ins',
  trouble: 'Wrong codes and waiting times',
  numbers: 'The numbers',
  when: 'When',
  summary: (name: string, sum: string): string => `${name}: ${sum} in all`,
  peak: (count: string, when: string): string => `, most (${count}) ${when}`,
  events: 'Latest events',
  allEvents: 'All events',
  noEvents: 'Nothing has happened yet. Sign-ups, sign-ins and what administrators do will be here.',
  empty: 'Nobody has signed up yet. Put an element on a page of yours, or add users in “Users”.',
  asOf: (time: string): string => `As of ${time}`,
  reload: 'Reload',
} as const;
