import { describe, expect, it } from 'vitest';
import type { SigningKeyRecord } from '../signing-keys.ts';
import type { Store } from '../store.ts';
import { newEnrollment, openSignUp, start } from './store-fixtures.ts';

const by = { kind: 'system', id: 'command line' } as const;

function signingKey(key: Partial<SigningKeyRecord>): SigningKeyRecord {
  return {
    kid: 'any',
    publicJwk: '{}',
    sealedPrivateKey: 'sealed',
    createdAt: start,
    signsFrom: 0,
    publishedUntil: null,
    ...key,
  };
}

export function describeKeys(store: () => Store): void {
  describe('server keys', () => {
    it('keeps the first signing key and the first secret that are offered', async () => {
      const key = signingKey({});
      await store().keepSigningKeys({ ...key, kid: 'first' });
      const kept = await store().keepSigningKeys({ ...key, kid: 'second' });
      expect(kept.map(({ kid }) => kid)).toEqual(['first']);
      expect(await store().keepServerSecret('name', 'one')).toBe('one');
      expect(await store().keepServerSecret('name', 'two')).toBe('one');
    });

    it('keeps check values by key ID', async () => {
      await store().addKeyCheck('k1', 'value');
      await store().addKeyCheck('k1', 'other');
      expect(await store().listKeyChecks()).toEqual(new Map([['k1', 'value']]));
    });

    it('notes which key replaced which, and which was dropped', async () => {
      for (const keyId of ['k1', 'k2']) await store().addKeyCheck(keyId, keyId);
      await store().retireOtherKeys({ keyId: 'k2', at: start, by });
      await store().retireOtherKeys({ keyId: 'k2', at: start + 1, by });
      await store().markKeyDropped('k1', start + 2);
      expect(await store().listEncryptionKeys()).toEqual([
        { keyId: 'k1', checkValue: 'k1', retiredAt: start, droppedAt: start + 2 },
        { keyId: 'k2', checkValue: 'k2', retiredAt: null, droppedAt: null },
      ]);
      await store().markKeyDropped('k1', null);
      await store().retireOtherKeys({ keyId: 'k1', at: start + 3, by });
      expect(await store().listEncryptionKeys()).toMatchObject([
        { keyId: 'k1', retiredAt: null, droppedAt: null },
        { keyId: 'k2', retiredAt: start + 3 },
      ]);
      const events = await store().listEvents({ action: 'server.keys_rotated', limit: 9 });
      expect(events.map(({ at, reason, actorId }) => ({ at, reason, actorId }))).toEqual([
        { at: start + 3, reason: 'k1', actorId: 'command line' },
        { at: start, reason: 'k2', actorId: 'command line' },
      ]);
    });

    it('stores nothing that a dropped key sealed', async () => {
      const held = '"k1" was dropped';
      const successor = signingKey({ kid: 'new', sealedPrivateKey: 'v1.k1.a.a' });
      await store().addKeyCheck('k1', 'value');
      await store().keepServerSecret('there', 'v1.k2.a.a');
      await store().markKeyDropped('k1', start);
      await expect(store().keepSigningKeys(successor)).rejects.toThrow(held);
      await expect(store().rotateSigningKey({ successor, othersUntil: start, by })).rejects.toThrow(
        held,
      );
      await expect(store().keepServerSecret('new', 'v1.k1.a.a')).rejects.toThrow(held);
      expect(await store().keepServerSecret('there', 'v1.k1.a.a')).toBe('v1.k2.a.a');
      const value = { rowId: 'there', sealed: 'v1.k2.a.a', resealed: 'v1.k1.a.a' };
      expect(await store().reseal('serverSecrets', [value])).toBe(0);
      const enrollment = { ...newEnrollment(), seal: () => 'v1.k1.a.a' };
      await expect(store().startEnrollment(enrollment, openSignUp('ada'), by)).rejects.toThrow(
        held,
      );
      expect(await store().countSealedWith('k1')).toBe(0);
      await store().markKeyDropped('k1', null);
      expect(await store().keepServerSecret('new', 'v1.k1.a.a')).toBe('v1.k1.a.a');
    });

    it('gives one lease at a time, which ends by itself', async () => {
      const lease = { now: start, until: start + 10 };
      expect(await store().leaseKeys(lease)).toBe(true);
      expect(await store().leaseKeys({ now: start + 9, until: start + 19 })).toBe(false);
      expect(await store().leaseKeys({ now: start, until: start + 12, since: start + 10 })).toBe(
        true,
      );
      expect(await store().leaseKeys({ now: start + 12, until: start + 22 })).toBe(true);
      expect(await store().leaseKeys({ now: start, until: start + 30, since: start + 12 })).toBe(
        false,
      );
      await store().endKeyLease(start + 12);
      expect(await store().leaseKeys({ now: start + 13, until: start + 23 })).toBe(false);
      await store().endKeyLease(start + 22);
      expect(await store().leaseKeys({ now: start + 13, until: start + 23 })).toBe(true);
      // Longer than any: it is from a clock that was ahead.
      expect(await store().leaseKeys({ now: start, until: start + 10 })).toBe(true);
    });

    it('seals anew what still stands there, and counts by the exact key ID', async () => {
      await store().keepServerSecret('one', 'v1.k_1.a.a');
      await store().keepServerSecret('two', 'v1.K_1.a.a');
      await store().keepServerSecret('three', 'v1.kx1.a.a');
      expect(await store().countSealedWith('k_1')).toBe(1);
      const batch = { kind: 'serverSecrets', keyId: 'k_1', after: 'one', limit: 9 } as const;
      expect((await store().listSealed(batch)).map(({ rowId }) => rowId)).toEqual(['three', 'two']);
      const changed = await store().reseal('serverSecrets', [
        { rowId: 'two', sealed: 'v1.K_1.a.a', resealed: 'v1.k_1.b.b' },
        { rowId: 'three', sealed: 'meanwhile another', resealed: 'v1.k_1.c.c' },
      ]);
      expect(changed).toBe(1);
      expect(await store().countSealedByKind('k_1')).toMatchObject({ serverSecrets: 2 });
      expect(await store().countSealedByOthers('k_1')).toMatchObject({ serverSecrets: 1 });
      expect(await store().keepServerSecret('two', '')).toBe('v1.k_1.b.b');
    });

    it('deletes a signing key when it is published no longer, never the one that signs', async () => {
      await store().keepSigningKeys(signingKey({ kid: 'first' }));
      const successor = signingKey({ kid: 'second', signsFrom: start + 5 });
      await store().rotateSigningKey({ successor, othersUntil: start + 9, by });
      const published = [
        { kid: 'second', signsFrom: start + 5, publishedUntil: null },
        { kid: 'first', signsFrom: 0, publishedUntil: start + 9 },
      ];
      expect(await store().listSigningKeys()).toMatchObject(published);
      await store().sweepExpired(start + 8);
      expect(await store().listSigningKeys()).toHaveLength(2);
      await store().sweepExpired(start + 9);
      expect(await store().listSigningKeys()).toMatchObject(published.slice(0, 1));
    });
  });
}
