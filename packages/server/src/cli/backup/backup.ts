import { readDatabaseLocation } from '../../config.ts';
import { toIso } from '../../core/clock.ts';
import { makeBackup, type BackupMade } from '../../store/backup/make-backup.ts';
import { readVersion } from '../../version.ts';
import { defineCommand, jsonOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output/json.ts';
import { shortTime } from '../output/table.ts';
import { visibleText } from '../../core/visible-text.ts';
import { countOf, inUnits } from '../output/units.ts';
import { watchStages } from './watch-stages.ts';

export const backup = defineCommand({
  name: 'backup',
  summary: 'write everything in the database into one file, while servers run',
  details: `FILE must not be there yet; it gets its name when it is whole, checked and on disk.
It is readable by its owner only. The keys that open what is in it are not in it: keep
TOTP_KIT_KEYS, or the file totp-kit.keys, in another place.`,
  operand: { name: 'FILE', means: 'the file to make', count: 'one' },
  options: { json: jsonOption },
  async run({ operands, options }, { environment, terminal }) {
    const file = operands[0] ?? '';
    const from = readDatabaseLocation(environment);
    const made = await watchStages(
      ({ watch }) => makeBackup({ from, file, madeBy: readVersion() }, watch),
      'Stopped. There is no backup.',
      terminal,
    );
    if (options.json) {
      printJson({ file, ...made, madeAt: toIso(made.madeAt) }, terminal);
    } else {
      terminal.out.write(`${sentence(file, made)}\n`);
      terminal.say(
        'The encryption keys are not in it. Without TOTP_KIT_KEYS, or the file totp-kit.keys beside the database, nobody signs in after a restore: keep them in another place.',
      );
    }
    return exitCodes.done;
  },
});

function sentence(file: string, { madeAt, users, bytes, schemaVersion }: BackupMade): string {
  return `${visibleText(file)}: ${countOf(users, 'account')} as of ${shortTime(toIso(madeAt))}, schema version ${schemaVersion}, ${inUnits(bytes)}.`;
}
