import { Keyring } from '../../keyring/keyring.ts';
import type { KeyMaterial } from '../../keyring/keyring.ts';
import { sealContexts } from '../../core/sealed-kinds.ts';
import type { Content } from '../../store/inspection/inspect.ts';
import { countOf } from '../output/units.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

/** Whether the keys of the configuration open what is in the database. */
export function checkKeys(
  materials: readonly KeyMaterial[],
  { keyChecks, sealedWith, signingKeys }: Content,
): readonly Finding[] {
  const keyring = new Keyring(materials);
  const findings: Finding[] = [];
  const wrong = keyring.mismatches(keyChecks);
  for (const keyId of wrong) {
    findings.push(
      problem(
        'Encryption keys',
        `The key "${keyId}" is not the one that this database was sealed with.`,
        'Give the right key in TOTP_KIT_KEYS, or put the right totp-kit.keys back.',
      ),
    );
  }
  for (const [keyId, count] of sealedWith) {
    if (keyring.checkValues.has(keyId)) continue;
    findings.push(
      problem(
        'Encryption keys',
        `The key "${keyId}" is missing, and ${countOf(count, 'secret')} need it.`,
        'Add it to TOTP_KIT_KEYS behind the first key.',
      ),
    );
  }
  if (findings.length === 0) findings.push(describeKeys(keyring, sealedWith));
  const closed = signingKeys.filter(
    ({ kid, sealedPrivateKey }) =>
      keyring.open(sealedPrivateKey, sealContexts.signingKey(kid)) === undefined,
  );
  return [...findings, describeSigningKeys(signingKeys.length, closed.length)];
}

function describeKeys(keyring: Keyring, sealedWith: ReadonlyMap<string, number>): Finding {
  const [first = ''] = keyring.checkValues.keys();
  const counts = [...keyring.checkValues.keys()].map(
    (keyId) =>
      `"${keyId}" ${keyId === first ? 'seals and ' : ''}opens ${sealedWith.get(keyId) ?? 0}`,
  );
  const text = `${counts.join(', ')} secrets.`;
  const old = [...sealedWith.keys()].filter((keyId) => keyId !== first);
  return old.length === 0
    ? ok('Encryption keys', text)
    : warning(
        'Encryption keys',
        `${text} Not everything is sealed with the first key yet.`,
        'Finish the rotation: totp-kit keys rotate.',
      );
}

function describeSigningKeys(count: number, closed: number): Finding {
  if (closed > 0) {
    return problem(
      'Signing keys',
      `${closed} of ${countOf(count, 'signing key')} cannot be opened: no server starts.`,
      'Give the encryption key that sealed them in TOTP_KIT_KEYS.',
    );
  }
  return count === 0
    ? ok('Signing keys', 'None yet: the first server makes one when it starts.')
    : ok('Signing keys', `${countOf(count, 'signing key')}, which can be opened.`);
}
