import { parseArgs } from 'node:util';
import { endProgress, showProgress } from './progress.ts';
import { readCount } from './read-count.ts';
import { seedDatabase } from './seed-database.ts';

/** `npm run bench:seed`: fills a database with users and events, to try the console with. */
const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    users: { type: 'string', default: '100000' },
    events: { type: 'string', default: '100000' },
  },
});

if (values.database === undefined) {
  process.stderr.write(
    'Name an empty database: npm run bench:seed -- --database sqlite:./data/many.db --users 100000\n',
  );
  process.exitCode = 1;
} else {
  await seedDatabase({
    database: values.database,
    users: readCount('--users', values.users),
    events: readCount('--events', values.events),
    now: Date.now(),
    onProgress: showProgress('seeding'),
  });
  endProgress();
  process.stdout.write(
    `Done. Serve it with: DATABASE_URL=${values.database} npm start. Nobody can sign in as these users; their keys are made up.\n`,
  );
}
