import { defineCommand, jsonOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output/json.ts';
import { withKeys } from './open-keys.ts';

export const addKey = defineCommand({
  name: 'keys add',
  summary: 'add a new encryption key to the key file; it opens, and seals nothing yet',
  details: `Running servers read the file again within seconds. Where TOTP_KIT_KEYS holds the keys,
it says what to put there instead. The key itself is never printed.`,
  options: { json: jsonOption },
  run: ({ options }, context) =>
    withKeys(context, async (keys) => {
      const { keyId } = await keys.add();
      const { terminal } = context;
      if (options.json) {
        printJson({ keyId }, terminal);
        return exitCodes.done;
      }
      terminal.out.write(`The key "${keyId}" is added. It seals nothing yet.\n`);
      terminal.say('Next:');
      terminal.say(
        '1. Copy the key file to where its copy is: who loses it loses every authenticator.',
      );
      terminal.say('2. Where servers have key files of their own, copy it there, too.');
      terminal.say(`3. "totp-kit keys rotate" seals everything with "${keyId}".`);
      return exitCodes.done;
    }),
});
