import { defineCommand, jsonOption } from '../command.ts';
import { requireConsent } from '../consent.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output/json.ts';
import { withKeys } from './open-keys.ts';

export const dropKey = defineCommand({
  name: 'keys drop',
  summary: 'end an encryption key that nothing is sealed with any more',
  details: `It goes from the key file, and never seals again. It is refused while anything is sealed
with it, or a running server seals with it.`,
  operand: { name: 'KEY_ID', means: 'the ID of the key, as keys status shows it', count: 'one' },
  options: { yes: { type: 'boolean', means: 'do not ask' }, json: jsonOption },
  run: ({ operands, options }, context) =>
    withKeys(context, async (keys) => {
      const { terminal } = context;
      const keyId = operands[0] ?? '';
      await keys.requireDroppable(keyId);
      if (!options.yes) {
        const question = {
          action: `Drop the key "${keyId}"`,
          effect:
            'Backups from before the rotation can be read with it only: keep a copy with them.',
          refusal: 'Nothing was dropped.',
        };
        await requireConsent(question, terminal);
      }
      const { isRemoved } = await keys.drop(keyId);
      if (options.json) {
        printJson({ keyId, isRemoved }, terminal);
        return exitCodes.done;
      }
      terminal.out.write(`The key "${keyId}" is dropped.\n`);
      if (!isRemoved) {
        terminal.say(
          `Remove "${keyId}" from TOTP_KIT_KEYS, for each server when it starts the next time.`,
        );
      }
      return exitCodes.done;
    }),
});
