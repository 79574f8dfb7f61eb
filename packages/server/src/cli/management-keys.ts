import type { ManagementKey } from '@totp-kit/protocol';
import { createManagementKeyBody, scopes } from '@totp-kit/protocol';
import { isRefusal } from '../services/context.ts';
import { defineCommand, jsonOption } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { refusalFailure, UsageError } from './failures.ts';
import { commandLine, withServices } from './open-services.ts';
import { printJson } from './output/json.ts';
import { shortTime, Table, type Column } from './output/table.ts';

const columns: readonly Column<ManagementKey>[] = [
  { heading: 'NAME', cell: ({ name }) => name },
  { heading: 'KEY ID', cell: ({ keyId }) => keyId },
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'LAST USED', cell: ({ lastUsedAt }) => shortTime(lastUsedAt) },
  { heading: 'SCOPES', cell: (key) => key.scopes.join(' ') },
];

export const listManagementKeys = defineCommand({
  name: 'management-key list',
  summary: 'list the keys that backends call the management API with',
  options: { json: jsonOption },
  run: ({ options }, context) =>
    withServices(context, async ({ services }) => {
      const { terminal } = context;
      const keys = await services.managementAccess.list();
      if (options.json) printJson({ keys }, terminal);
      else if (keys.length > 0) new Table(columns, terminal).print(keys);
      else terminal.say('There is no management key. "totp-kit management-key create" makes one.');
      return exitCodes.done;
    }),
});

export const createManagementKey = defineCommand({
  name: 'management-key create',
  summary: 'make a key for a backend, which is printed once',
  details: `The standard output gets the key alone, so a script can keep it.
Scopes: ${scopes.join(' ')}`,
  options: {
    name: { type: 'string', value: 'NAME', isRequired: true, means: 'what the key is for' },
    scope: {
      type: 'string',
      value: 'SCOPE',
      isRepeatable: true,
      isRequired: true,
      means: 'what it is good for; several by commas or by --scope again',
    },
    json: jsonOption,
  },
  run({ options }, context) {
    const order = readOrder(options.name, options.scope);
    return withServices(context, async ({ services }) => {
      const { terminal } = context;
      const key = await services.managementAccess.create(order, commandLine);
      if (options.json) {
        printJson(key, terminal);
        return exitCodes.done;
      }
      terminal.say(`Management key "${key.name}" (${key.keyId}). It is not shown again:`);
      terminal.out.write(`${key.key}\n`);
      return exitCodes.done;
    });
  },
});

export const revokeManagementKey = defineCommand({
  name: 'management-key revoke',
  summary: 'end a key at once',
  operand: { name: 'KEY_ID', means: 'the ID of the key, as the list shows it', count: 'one' },
  options: { json: jsonOption },
  run: ({ operands, options }, context) =>
    withServices(context, async ({ services }) => {
      const { terminal } = context;
      const keyId = operands[0] ?? '';
      const grant = { kind: 'management', id: 'command line', scopes, seesLinks: true } as const;
      const refusal = await services.managementAccess.revoke(keyId, grant, commandLine);
      if (refusal !== undefined && isRefusal(refusal)) {
        throw refusalFailure(refusal, `There is no management key with the ID "${keyId}".`);
      }
      if (options.json) printJson({ keyId }, terminal);
      else terminal.say(`Management key ${keyId} is revoked.`);
      return exitCodes.done;
    }),
});

/** @throws UsageError that names what is wrong */
function readOrder(name: string, scopeLists: readonly string[]) {
  const given = scopeLists.flatMap((list) => list.split(',').filter((scope) => scope !== ''));
  const unknown = given.find((scope) => !(scopes as readonly string[]).includes(scope));
  if (unknown !== undefined) {
    throw new UsageError(`There is no scope "${unknown}"; there are ${scopes.join(', ')}.`);
  }
  const parsed = createManagementKeyBody.safeParse({ name, scopes: [...new Set(given)] });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path[0] === 'name' ? '--name' : '--scope';
  throw new UsageError(`${option} ${issue?.message ?? 'cannot be used'}.`);
}
