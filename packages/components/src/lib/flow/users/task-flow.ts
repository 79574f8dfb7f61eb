import type { ManagedUser } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';
import type { ManagementClient } from '../../client/management-client.ts';
import { Flow } from '../flow.ts';
import { cut, runChunk, type Chunk, type TaskResult } from './run-task.ts';
import { toTotpError } from './user-list.ts';
import { needsConfirmation, textToType, type UserTask } from './user-tasks.ts';

/** Why a task was not begun. */
export type ConfirmationFault = 'reason_missing' | 'text_wrong';

interface Running {
  readonly task: UserTask;
  /** One for each user that it is known of, in the order of the task. */
  readonly results: readonly TaskResult[];
}

export type TaskStep =
  | { readonly name: 'idle' }
  | {
      readonly name: 'confirm';
      readonly task: UserTask;
      readonly fault?: ConfirmationFault | undefined;
    }
  | ({ readonly name: 'running' } & Running)
  /** It has come to a halt; `resume()` goes on where it stopped. */
  | ({ readonly name: 'stopped'; readonly error: TotpError } & Running)
  | ({ readonly name: 'done' } & Running)
  /** Those who had changed are looked at again. */
  | ({ readonly name: 'looking' } & Running);

export interface TaskFlowOptions {
  readonly client: ManagementClient;
  /** Something that no other request has ever been sent with. */
  readonly newKey?: () => string;
}

/**
 * Something is done to users: asked for, confirmed, done a few at a time, and told of for each of them. Links are kept
 * here until `close()`, and nowhere else.
 */
export class TaskFlow extends Flow<TaskStep> {
  readonly #client: ManagementClient;
  readonly #newKey: () => string;
  #chunks: Chunk[] = [];
  #results = new Map<string, TaskResult>();
  /** What is done now: the task, or new links in place of lost ones. */
  #current: UserTask | undefined;
  /** Which work counts; what was abandoned does not go on. */
  #work = 0;

  constructor({ client, newKey = () => crypto.randomUUID() }: TaskFlowOptions) {
    super({ name: 'idle' });
    this.#client = client;
    this.#newKey = newKey;
  }

  /** Asks whether a task is meant; what takes nothing away is done at once. */
  async ask(task: UserTask): Promise<void> {
    if (this.step.name !== 'idle' || task.users.length === 0) return;
    if (needsConfirmation(task)) this.enter({ name: 'confirm', task });
    else await this.#begin(task);
  }

  /** Begins what was asked for, if it was confirmed as it has to be. */
  async confirm({ typed, reason }: { typed: string; reason: string }): Promise<void> {
    if (this.step.name !== 'confirm') return;
    const { task } = this.step;
    const fault = faultOf(task, { typed, reason });
    if (fault) this.enter({ name: 'confirm', task, fault });
    else await this.#begin({ ...task, reason: reason.trim() || undefined });
  }

  /** Goes on where it stopped: the same request with the same key, so that nothing is done twice. */
  async resume(): Promise<void> {
    if (this.step.name === 'stopped') await this.#run(this.step.task);
  }

  /** Makes links in place of those that were lost. Their earlier ones stay good until they run out. */
  async replaceLinks(): Promise<void> {
    if (this.step.name !== 'done') return;
    const users = this.step.results.flatMap(({ user, isLinkMissing }) =>
      isLinkMissing ? [user] : [],
    );
    this.#current = { kind: 'new-link', users };
    this.#chunks = cut(this.#current, this.#newKey);
    await this.#run(this.step.task);
  }

  /** Asks the same for those who had changed, as they are now. */
  async lookAgain(): Promise<void> {
    if (this.step.name !== 'done') return;
    const { task, results } = this.step;
    const changed = results.flatMap(({ user, outcome }) => (outcome === 'changed' ? [user] : []));
    this.enter({ name: 'looking', task, results });
    const work = (this.#work += 1);
    try {
      // The time of the server, before any of them is read.
      const { asOf } = await this.#client.listUsers({ limit: 1 });
      const users: ManagedUser[] = [];
      for (const { userId } of changed) {
        if (work !== this.#work) return;
        users.push(...(await this.#find(userId)));
      }
      if (work !== this.#work) return;
      this.#forget();
      const left = { kind: task.kind, users, unchangedSince: asOf };
      this.enter(users.length > 0 ? { name: 'confirm', task: left } : { name: 'idle' });
    } catch (cause) {
      if (work !== this.#work) return;
      this.#chunks = [];
      this.enter({ name: 'stopped', task, results, error: toTotpError(cause) });
    }
  }

  /** Forgets all about it, links included. Not while it runs. */
  close(): void {
    if (this.step.name === 'running' || this.step.name === 'looking') return;
    this.#forget();
    this.enter({ name: 'idle' });
  }

  /** Forgets all about it even while it runs: what was sent is done, and nothing more is sent. */
  abandon(): void {
    this.#work += 1;
    this.#forget();
    if (this.step.name !== 'idle') this.enter({ name: 'idle' });
  }

  /** A user, unless they are gone. */
  async #find(userId: string): Promise<ManagedUser[]> {
    try {
      return [await this.#client.getUser(userId)];
    } catch (cause) {
      if (toTotpError(cause).code === 'not_found') return [];
      throw cause;
    }
  }

  async #begin(task: UserTask): Promise<void> {
    this.#current = task;
    this.#chunks = cut(task, this.#newKey);
    await this.#run(task);
  }

  async #run(task: UserTask): Promise<void> {
    const current = this.#current ?? task;
    const work = (this.#work += 1);
    this.enter({ name: 'running', task, results: this.#resultsOf(task) });
    for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
      try {
        const results = await runChunk(this.#client, current, chunk);
        if (work !== this.#work) return;
        for (const result of results) this.#results.set(result.user.userId, this.#merge(result));
      } catch (cause) {
        if (work !== this.#work) return;
        const error = toTotpError(cause);
        this.enter({ name: 'stopped', task, results: this.#resultsOf(task), error });
        return;
      }
      this.#chunks.shift();
      this.enter({ name: 'running', task, results: this.#resultsOf(task) });
      // Whoever was told of that may have abandoned it.
      if (work !== this.#work) return;
    }
    this.enter({ name: 'done', task, results: this.#resultsOf(task) });
  }

  /** A link that could not be replaced changes nothing about what was done before. */
  #merge(result: TaskResult): TaskResult {
    const earlier = this.#results.get(result.user.userId);
    const isDone = earlier?.outcome === 'done' && result.outcome !== 'done';
    return isDone && result.error ? { ...earlier, error: result.error } : result;
  }

  #resultsOf({ users }: UserTask): readonly TaskResult[] {
    return users.flatMap(({ userId }) => this.#results.get(userId) ?? []);
  }

  #forget(): void {
    this.#chunks = [];
    this.#results = new Map();
    this.#current = undefined;
  }
}

function faultOf(
  task: UserTask,
  { typed, reason }: { typed: string; reason: string },
): ConfirmationFault | undefined {
  const isBulkDeletion = task.kind === 'delete-totp' && task.users.length > 1;
  if (isBulkDeletion && reason.trim() === '') return 'reason_missing';
  const text = textToType(task);
  return text !== undefined && typed.trim().normalize('NFC') !== text.trim().normalize('NFC')
    ? 'text_wrong'
    : undefined;
}
