import { z } from 'zod';
import { timestamp } from './primitives.ts';

export const statisticsQuery = z.strictObject({
  from: timestamp.optional().meta({
    description: 'From the hour that holds it on; a day before `to` unless said, 35 days at most.',
  }),
  to: timestamp.optional().meta({ description: 'Up to and with its hour; now unless said.' }),
});

export type StatisticsQuery = z.infer<typeof statisticsQuery>;

export const hourlyCounts = z
  .object({
    startsAt: timestamp.meta({ description: 'The whole hour, UTC.' }),
    signUps: z.int().meta({ description: 'People who signed up by themselves.' }),
    signIns: z.int().meta({ description: 'Right codes and recovery codes.' }),
    failures: z.int().meta({ description: 'Wrong and spent codes.' }),
    waits: z.int().meta({ description: 'Waiting times that began, because too many failed.' }),
  })
  .meta({ id: 'HourlyCounts' });
export type HourlyCounts = z.infer<typeof hourlyCounts>;

export const userCounts = z
  .object({
    total: z.int(),
    withTotp: z.int(),
    disabled: z.int(),
    waiting: z.int().meta({ description: 'Whose attempts are refused now.' }),
  })
  .meta({ id: 'UserCounts' });
export type UserCounts = z.infer<typeof userCounts>;

export const statistics = z
  .object({
    hours: z.array(hourlyCounts).meta({ description: 'Every hour asked for, oldest first.' }),
    users: userCounts,
    asOf: timestamp,
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof statistics>;
