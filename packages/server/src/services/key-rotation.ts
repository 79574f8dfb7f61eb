import { setTimeout as pause } from 'node:timers/promises';
import { sealContexts, sealedKinds, totalOf, type SealedKind } from '../core/sealed-kinds.ts';
import type { SealContext } from '../core/seal.ts';
import type { KeyFile } from '../keyring/key-file.ts';
import { Keyring } from '../keyring/keyring.ts';
import type { ServerRecord } from '../store/heartbeats.ts';
import type { Actor } from '../store/events.ts';
import type { SealedValue } from '../store/sealed-values.ts';
import { listLacking, listLiveHolders, nameHolders, refuseLacking } from './key-holders.ts';
import { changeHeldRows } from './held-rows.ts';
import { waitUntil, type KeyLease } from './key-lease.ts';
import { replaceFile } from './key-place.ts';
import type { KeyContext } from './server-keys.ts';

/** Rows in one transaction: requests come in between. */
const batchSize = 100;

/** So many times as long as a batch took, nothing is written. */
const restFactor = 3;

/** How often what servers sealed meanwhile is looked for. */
const mostPasses = 3;

export interface RotationWatch {
  readonly isInterrupted: () => boolean;
  /** How many values were sealed anew so far, of about how many. */
  readonly onProgress: (count: number, total: number) => void;
  /** What is waited for. */
  readonly onWaiting: (sentence: string) => void;
}

export interface RotationReport {
  /** The key that everything is to be sealed with. */
  readonly keyId: string;
  readonly resealed: number;
  /** What is still sealed with other keys. */
  readonly left: number;
  /** Of those, what no key opens: it was changed, or moved from another row. */
  readonly unreadable: readonly UnreadableValue[];
  /** Servers that still seal with another key. */
  readonly lagging: readonly ServerRecord[];
}

export interface UnreadableValue {
  readonly kind: SealedKind;
  readonly rowId: string;
  readonly userId: string | undefined;
}

/** What keys are managed with, and who does it. */
export interface KeyManagementContext extends KeyContext {
  readonly by: Actor;
}

export interface RotationTools {
  readonly context: KeyManagementContext;
  readonly file: KeyFile | undefined;
  readonly lease: KeyLease;
  readonly watch: RotationWatch;
}

/**
 * Seals everything anew with one key of the ring, in small transactions, while servers run. Whatever ends it, it goes on
 * when it is called again.
 */
export class KeyRotation {
  readonly #tools: RotationTools;
  readonly #keyId: string;
  readonly #unreadable = new Map<string, UnreadableValue>();
  #total = 0;
  #resealed = 0;

  constructor(tools: RotationTools, keyId: string) {
    this.#tools = tools;
    this.#keyId = keyId;
  }

  /** @throws KeyRefusal when a running server does not have the key */
  async run(): Promise<RotationReport> {
    const { context, lease } = this.#tools;
    const { store, clock, by } = context;
    await this.#requireHolders();
    // First what can be refused. One that was killed before the next line is done again, and recorded then.
    this.#putFirst();
    await changeHeldRows(lease, () =>
      store.retireOtherKeys({ keyId: this.#keyId, at: clock(), by }),
    );
    this.#total = await this.#countLeft();
    await this.#resealAll();
    const lagging = this.#isInterrupted ? [] : await this.#waitForSealing();
    // What servers sealed before they noticed.
    for (let pass = 0; pass < mostPasses && !this.#isInterrupted; pass += 1) {
      const before = this.#resealed;
      await this.#resealAll();
      if (this.#resealed === before) break;
    }
    return {
      keyId: this.#keyId,
      resealed: this.#resealed,
      left: await this.#countLeft(),
      unreadable: [...this.#unreadable.values()],
      lagging,
    };
  }

  get #isInterrupted(): boolean {
    return this.#tools.watch.isInterrupted();
  }

  /** A server that lacks the key could open nothing that is sealed with it. Those that read a file do so soon. */
  async #requireHolders(): Promise<void> {
    const { context, watch, lease } = this.#tools;
    let lacking = await this.#findLacking();
    if (lacking.length > 0) {
      watch.onWaiting(`Waiting for ${nameHolders(lacking)} to read "${this.#keyId}" ...`);
    }
    await waitUntil(async () => {
      await lease.prolong();
      lacking = await this.#findLacking();
      return lacking.length === 0 || watch.isInterrupted();
    }, context.clock);
    refuseLacking(this.#keyId, lacking);
  }

  #findLacking(): Promise<readonly ServerRecord[]> {
    return listLacking(this.#keyId, this.#tools.context);
  }

  #putFirst(): void {
    const { context, file } = this.#tools;
    const { keyring } = context;
    if (keyring.sealsWith === this.#keyId || file === undefined) return;
    const materials = replaceFile(
      file,
      (present) => [
        ...present.filter(({ id }) => id === this.#keyId),
        ...present.filter(({ id }) => id !== this.#keyId),
      ],
      `Move the line of "${this.#keyId}" to its beginning where it comes from, and do this again.`,
    );
    keyring.replaceBy(new Keyring(materials, file));
  }

  /**
   * The server's secrets come first: a server that starts later without the key does not start, and one that was
   * starting meanwhile is seen now.
   */
  async #resealAll(): Promise<void> {
    for (const kind of sealedKinds) {
      await this.#resealKind(kind);
      if (this.#isInterrupted) return;
      refuseLacking(this.#keyId, await this.#findLacking());
    }
  }

  async #resealKind(kind: SealedKind): Promise<void> {
    const { context, lease, watch } = this.#tools;
    const { store } = context;
    let after = '';
    while (!watch.isInterrupted()) {
      const startedAt = performance.now();
      const request = { kind, keyId: this.#keyId, after, limit: batchSize };
      const values = await store.listSealed(request);
      const last = values.at(-1);
      if (last === undefined) return;
      after = last.rowId;
      this.#resealed += await store.reseal(
        kind,
        values.flatMap((value) => this.#sealAnew(kind, value)),
      );
      watch.onProgress(this.#resealed, Math.max(this.#total, this.#resealed));
      await lease.prolong();
      await pause((performance.now() - startedAt) * restFactor);
    }
  }

  #sealAnew(kind: SealedKind, { rowId, userId, sealed }: SealedValue) {
    const { keyring } = this.#tools.context;
    const context = contextOf(kind, { rowId, userId });
    const plaintext = keyring.open(sealed, context);
    const name = `${kind} ${rowId}`;
    if (plaintext === undefined) {
      this.#unreadable.set(name, { kind, rowId, userId });
      return [];
    }
    this.#unreadable.delete(name);
    const resealed = keyring.seal(plaintext, context);
    plaintext.fill(0);
    return [{ rowId, sealed, resealed }];
  }

  /** The servers that still seal with another key when they had time to notice. */
  async #waitForSealing(): Promise<readonly ServerRecord[]> {
    const { context, lease, watch } = this.#tools;
    const { store, clock } = context;
    const find = async (): Promise<readonly ServerRecord[]> => {
      const holders = await listLiveHolders(store, clock);
      return holders.filter(({ sealsWith }) => sealsWith !== this.#keyId);
    };
    let lagging = await find();
    if (lagging.length > 0) {
      watch.onWaiting(`Waiting for ${nameHolders(lagging)} to seal with "${this.#keyId}" ...`);
    }
    await waitUntil(async () => {
      await lease.prolong();
      lagging = await find();
      return lagging.length === 0 || watch.isInterrupted();
    }, clock);
    return lagging;
  }

  async #countLeft(): Promise<number> {
    return totalOf(await this.#tools.context.store.countSealedByOthers(this.#keyId));
  }
}

function contextOf(
  kind: SealedKind,
  { rowId, userId = '' }: { readonly rowId: string; readonly userId?: string | undefined },
): SealContext {
  switch (kind) {
    case 'serverSecrets':
      return sealContexts.serverSecret(rowId);
    case 'signingKeys':
      return sealContexts.signingKey(rowId);
    case 'enrollments':
      return sealContexts.enrollment(rowId);
    case 'authenticators':
      return sealContexts.authenticator(userId, rowId);
  }
}
