import { toIso } from '../../core/clock.ts';
import type { SealedKind } from '../../core/sealed-kinds.ts';
import { nameHolders } from '../../services/key-holders.ts';
import type { KeyManagement, SigningRotation } from '../../services/key-management.ts';
import type { RotationReport, UnreadableValue } from '../../services/key-rotation.ts';
import { defineCommand, jsonOption } from '../command.ts';
import { requireConsent } from '../consent.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { listenForInterruption } from '../interruption.ts';
import { printJson } from '../output/json.ts';
import { Progress } from '../output/progress.ts';
import { shortTime } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';
import { withKeys } from './open-keys.ts';

interface Choice {
  readonly terminal: Terminal;
  readonly json: boolean;
}

export const rotateKeys = defineCommand({
  name: 'keys rotate',
  summary: 'seal everything anew with another key, or change the signing key',
  details: `Servers go on meanwhile. The key is the one that was added and never used, or
else the first. Ctrl-C and even a crash do no harm: the same command goes on.
With --signing, a new key signs tokens 15 minutes later, and none that was issued
before is refused. --at-once ends every token of now: when the old key leaked.`,
  options: {
    to: { type: 'string', value: 'KEY_ID', means: 'the encryption key to seal with' },
    signing: { type: 'boolean', means: 'change the key that signs tokens instead' },
    'at-once': { type: 'boolean', means: 'with --signing: end the old one now' },
    yes: { type: 'boolean', means: 'with --at-once: do not ask' },
    json: jsonOption,
  },
  run({ options }, context) {
    const { terminal } = context;
    const { to, json } = options;
    const isAtOnce = options['at-once'];
    if (isAtOnce && !options.signing) throw new UsageError('--at-once goes with --signing.');
    if (to !== undefined && options.signing) {
      throw new UsageError('--to names an encryption key; --signing makes its own.');
    }
    return withKeys(context, async (keys) => {
      if (!options.signing) return rotateEncryption(keys, to, { terminal, json });
      if (isAtOnce && !options.yes) await requireConsent(atOnceQuestion, terminal);
      const rotation = await keys.rotateSigning(isAtOnce ? 'at once' : 'with overlap');
      printSigning(rotation, { terminal, json });
      return exitCodes.done;
    });
  },
});

const atOnceQuestion = {
  action: 'End the signing key now',
  effect:
    'Every access token and proof of now is refused; browsers get new ones by themselves. Sites that cached the old key believe it for up to 10 minutes (15 behind a cache); a token signed by the new key makes it sooner.',
  refusal: 'Nothing was changed.',
};

async function rotateEncryption(
  keys: KeyManagement,
  to: string | undefined,
  { terminal, json }: Choice,
): Promise<ExitCode> {
  const interruption = listenForInterruption();
  let progress: Progress | undefined;
  try {
    const report = await keys.rotate(to, {
      isInterrupted: interruption.isWanted,
      onProgress: (count, total) => {
        progress ??= new Progress({ what: 'Sealed anew', total }, terminal);
        progress.report(count);
      },
      onWaiting: (sentence) => {
        progress?.end();
        terminal.say(sentence);
      },
    });
    progress?.end();
    if (json) printJson(presentReport(report), terminal);
    else printReport(report, terminal);
    return report.left === 0 && report.lagging.length === 0 ? exitCodes.done : exitCodes.partlyDone;
  } finally {
    progress?.end();
    interruption.stopListening();
  }
}

function presentReport({ keyId, resealed, left, unreadable, lagging }: RotationReport) {
  return { keyId, resealed, left, unreadable, lagging: lagging.map(({ serverId }) => serverId) };
}

function printReport(report: RotationReport, terminal: Terminal): void {
  const { keyId, resealed, left, unreadable, lagging } = report;
  terminal.out.write(
    resealed === 0 && left === 0
      ? `Everything is sealed with "${keyId}" already.\n`
      : `${resealed} stored ${resealed === 1 ? 'secret was' : 'secrets were'} sealed anew with "${keyId}"; ${left} left.\n`,
  );
  for (const value of unreadable) {
    terminal.say(
      `No key opens ${describe(value)}: it was changed, or moved from another place. It was left as it is.`,
    );
  }
  if (unreadable.some(({ kind }) => kind === 'authenticators')) {
    terminal.say(
      'Whose authenticator does not open cannot sign in by it: "totp-kit users delete-totp USER" gives them a link to enroll again.',
    );
  }
  if (lagging.length > 0) {
    terminal.say(
      `Another key still seals on ${nameHolders(lagging)}. Put "${keyId}" first there; then "totp-kit keys rotate" seals the rest.`,
    );
  } else if (left > unreadable.length) {
    terminal.say('It is not all yet: "totp-kit keys rotate" goes on.');
  } else if (left === 0) {
    terminal.say(
      resealed === 0
        ? '"totp-kit keys add" makes a newer key; "totp-kit keys status" shows which one is not needed any more.'
        : '"totp-kit keys status" shows which key is not needed any more.',
    );
  }
}

function describe({ kind, rowId, userId }: UnreadableValue): string {
  const nouns: Readonly<Record<SealedKind, string>> = {
    authenticators: 'the authenticator',
    enrollments: 'the enrollment',
    signingKeys: 'the signing key',
    serverSecrets: 'the server secret',
  };
  return `${nouns[kind]} ${rowId}${userId === undefined ? '' : ` of ${userId}`}`;
}

function printSigning(
  { kid, signsFrom, othersUntil }: SigningRotation,
  { terminal, json }: Choice,
): void {
  const times = { signsFrom: toIso(signsFrom), othersUntil: toIso(othersUntil) };
  if (json) {
    printJson({ kid, ...times }, terminal);
    return;
  }
  terminal.out.write(
    signsFrom === othersUntil
      ? `The signing key ${kid} signs now; the tokens of before are not good any more.\n`
      : `The signing key ${kid} is published now and signs from ${shortTime(times.signsFrom)} on. Tokens of the one before stay good.\n`,
  );
}
