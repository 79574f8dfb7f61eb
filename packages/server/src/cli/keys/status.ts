import { toIso } from '../../core/clock.ts';
import type {
  KeyInventory,
  KeyStanding,
  KeyState,
  SigningKeyStanding,
} from '../../services/key-inventory.ts';
import { defineCommand, jsonOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output/json.ts';
import { shortTime, Table, type Column } from '../output/table.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Terminal } from '../terminal.ts';
import { withKeys } from './open-keys.ts';

type Server = KeyInventory['servers'][number];

export const showKeys = defineCommand({
  name: 'keys status',
  summary: 'show the keys of the server, who has them, and what to do next',
  details: 'It shows no key, only their IDs. To change them: keys add, keys rotate, keys drop.',
  options: { json: jsonOption },
  run: ({ options }, context) =>
    withKeys(context, async (keys) => {
      const inventory = await keys.takeInventory();
      if (options.json) printJson(presentInventory(inventory), context.terminal);
      else printInventory(inventory, context.terminal);
      return exitCodes.done;
    }),
});

function presentInventory({ place, keys, servers, signingKeys, advice }: KeyInventory) {
  return {
    place,
    keys,
    servers: servers.map(({ startedAt, seenAt, ...server }) => ({
      ...server,
      startedAt: toIso(startedAt),
      seenAt: toIso(seenAt),
    })),
    signingKeys: signingKeys.map(({ kid, state, signsFrom, publishedUntil }) => ({
      kid,
      state,
      ...(isTime(signsFrom) && { signsFrom: toIso(signsFrom) }),
      ...(isTime(publishedUntil) && { publishedUntil: toIso(publishedUntil) }),
    })),
    advice,
  };
}

/** 0 is always, or never. */
function isTime(time: number | null): time is number {
  return time !== null && time > 0;
}

function printInventory(inventory: KeyInventory, terminal: Terminal): void {
  const { place, keys, servers, signingKeys, advice } = inventory;
  const { out } = terminal;
  out.write(`Encryption keys, in ${visibleText(place)}\n`);
  out.write('The counts are what each one sealed.\n');
  new Table(keyColumns, terminal).print(keys);
  out.write(`\nServers seen in the last day: ${servers.length === 0 ? 'none' : servers.length}\n`);
  if (servers.length > 0) new Table(serverColumns, terminal).print(servers);
  out.write('\nSigning keys\n');
  new Table(signingColumns, terminal).print(signingKeys);
  out.write('\nNext\n');
  const sentences = advice.length === 0 ? ['Nothing: the keys are as they should be.'] : advice;
  for (const sentence of sentences) out.write(`- ${visibleText(sentence)}\n`);
}

const stateWords: Readonly<Record<KeyState, string>> = {
  seals: 'seals and opens',
  opens: 'opens',
  replaced: 'opens, replaced',
  dropped: 'dropped',
  missing: 'MISSING HERE',
  wrong: 'ANOTHER KEY',
};

const keyColumns: readonly Column<KeyStanding>[] = [
  { heading: 'KEY', cell: ({ keyId }) => keyId },
  { heading: 'DOES', cell: ({ state }) => stateWords[state] },
  { heading: 'AUTHENTICATORS', cell: ({ sealed }) => String(sealed.authenticators) },
  { heading: 'ENROLLMENTS', cell: ({ sealed }) => String(sealed.enrollments) },
  { heading: 'SIGNING KEYS', cell: ({ sealed }) => String(sealed.signingKeys) },
  { heading: 'SERVER SECRETS', cell: ({ sealed }) => String(sealed.serverSecrets) },
];

const serverColumns: readonly Column<Server>[] = [
  { heading: 'SERVER', cell: ({ serverId }) => serverId },
  { heading: 'RUNS', cell: ({ isLive }) => (isLive ? 'yes' : 'ended') },
  { heading: 'SEALS WITH', cell: ({ sealsWith }) => sealsWith },
  { heading: 'OPENS WITH', cell: ({ opensWith }) => opensWith.join(' ') },
  {
    heading: 'LAST SEEN',
    cell: ({ seenAt }) => `${toIso(seenAt).slice(0, 19)}Z`.replace('T', ' '),
  },
];

const signingWords: Readonly<Record<SigningKeyStanding['state'], string>> = {
  signs: 'signs',
  'will sign': 'published, will sign',
  signed: 'published, signed before',
  ended: 'ended',
};

const signingColumns: readonly Column<SigningKeyStanding>[] = [
  { heading: 'KEY ID', cell: ({ kid }) => kid },
  { heading: 'DOES', cell: ({ state }) => signingWords[state] },
  {
    heading: 'SIGNS FROM',
    cell: ({ signsFrom }) => shortTime(isTime(signsFrom) ? toIso(signsFrom) : undefined),
  },
  {
    heading: 'PUBLISHED UNTIL',
    cell: ({ publishedUntil }) =>
      shortTime(isTime(publishedUntil) ? toIso(publishedUntil) : undefined),
  },
];
