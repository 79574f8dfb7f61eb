import type { ManagementKey, NewManagementKey, Scope } from '@totp-kit/protocol';
import { scopes as allScopes } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { equalSecrets, hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { ManagementKeyRecord } from '../store/management-keys.ts';
import { refuse, type Actor, type Refusal, type ServiceContext } from './context.ts';

/** By what somebody manages: which key or administrator it is, and what that is good for. */
export interface ManagementGrant {
  readonly kind: 'management' | 'administrator';
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Whether they see the links that users enroll by. */
  readonly seesLinks: boolean;
}

/** Who may do what on the management side: the configured key everything, the others what their scopes say. */
export class ManagementAccess {
  readonly #context: ServiceContext;
  readonly #configuredKey: string | undefined;

  constructor(context: ServiceContext, configuredKey: string | undefined) {
    this.#context = context;
    this.#configuredKey = configuredKey;
  }

  /** What a key is good for; undefined when it is none. Compared in constant time or by its hash. */
  async grantOf(givenKey: string): Promise<ManagementGrant | undefined> {
    if (this.#configuredKey !== undefined && equalSecrets(givenKey, this.#configuredKey)) {
      return grantOfKey('configured', allScopes);
    }
    const { store, clock } = this.#context;
    const key = await store.useManagementKey(hashToken(givenKey), clock());
    return key && grantOfKey(key.keyId, key.scopes);
  }

  async list(): Promise<ManagementKey[]> {
    return (await this.#context.store.listManagementKeys()).map(present);
  }

  /** Makes a key, which is shown this once. */
  async create(
    order: { readonly name: string; readonly scopes: readonly Scope[] },
    by: Actor,
  ): Promise<NewManagementKey> {
    const { store, clock } = this.#context;
    const key = randomToken('totpkit');
    const keyId = randomId('key');
    const at = clock();
    const scopes = [...new Set(order.scopes)];
    const { name } = order;
    await store.createManagementKey({ keyId, keyHash: hashToken(key), name, scopes, at }, by);
    return { ...present({ keyId, name, scopes, createdAt: at, lastUsedAt: null }), key };
  }

  /** Ends a key. One that has fewer scopes than it cannot. */
  async revoke(
    keyId: string,
    grant: ManagementGrant,
    by: Actor,
  ): Promise<Refusal<'not_found' | 'forbidden'> | undefined> {
    const { store, clock } = this.#context;
    const key = (await store.listManagementKeys()).find((one) => one.keyId === keyId);
    if (key?.scopes.some((scope) => !grant.scopes.includes(scope)) === true) {
      return refuse('forbidden', { message: 'That key has scopes that this one lacks.' });
    }
    const isRevoked = await store.revokeManagementKey(keyId, { at: clock(), by });
    return isRevoked ? undefined : refuse('not_found');
  }
}

function grantOfKey(id: string, scopes: readonly Scope[]): ManagementGrant {
  return { kind: 'management', id, scopes, seesLinks: true };
}

/** What an administrator is granted in the console. Which requests they may make, their role says. */
export function grantOfAdministrator(
  id: string,
  { seesLinks }: Pick<ManagementGrant, 'seesLinks'>,
): ManagementGrant {
  return { kind: 'administrator', id, scopes: allScopes, seesLinks };
}

function present(record: ManagementKeyRecord): ManagementKey {
  return {
    keyId: record.keyId,
    name: record.name,
    scopes: [...record.scopes],
    createdAt: toIso(record.createdAt),
    ...(record.lastUsedAt !== null && { lastUsedAt: toIso(record.lastUsedAt) }),
  };
}
