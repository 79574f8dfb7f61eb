import { describeDatabase, readDatabaseLocation } from '../config.ts';
import { openStore, readSchemaState } from '../store/open-store.ts';
import { defineCommand, jsonOption } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailure } from './failures.ts';
import { whyNotCurrent } from './open-services.ts';
import { printJson } from './output/json.ts';
import { visibleText } from '../core/visible-text.ts';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'make the database, or bring it to the schema of this program',
  details: 'A server does the same when it starts. Take a backup first: there is no way back.',
  options: {
    check: { type: 'boolean', means: 'only say whether there is something to do (then exit 4)' },
    json: jsonOption,
  },
  async run({ options }, { environment, terminal }) {
    const location = readDatabaseLocation(environment);
    const { version: from, newest } = await readSchemaState(location);
    if (from > newest) {
      throw new CommandFailure(
        exitCodes.failed,
        whyNotCurrent({ version: from, newest }, location),
      );
    }
    const isPending = from < newest;
    const isDone = isPending && !options.check;
    const place = visibleText(describeDatabase(location));
    if (isDone) {
      terminal.err.write(`Bringing ${place} from schema version ${from} to ${newest} ...\n`);
      const store = await openStore(location, (sentence) => {
        terminal.say(sentence);
      });
      await store.close();
    }
    if (options.json) printJson({ from, to: isDone ? newest : from, newest }, terminal);
    else terminal.out.write(`${sentence({ from, newest, isDone, place })}\n`);
    return isPending && !isDone ? exitCodes.refused : exitCodes.done;
  },
});

function sentence(state: {
  readonly from: number;
  readonly newest: number;
  readonly isDone: boolean;
  readonly place: string;
}): string {
  const { from, newest, isDone, place } = state;
  if (from === newest) return `${place} is at schema version ${newest}: nothing to do.`;
  return isDone
    ? `${place} went from schema version ${from} to ${newest}.`
    : `${place} is at schema version ${from}, this program needs ${newest}. "totp-kit migrate" changes it.`;
}
