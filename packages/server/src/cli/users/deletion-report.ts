import type { ManagedUser, TotpDeletion } from '@totp-kit/protocol';
import stringWidth from 'string-width';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { JsonList } from '../output/json.ts';
import { shortTime } from '../output/table.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Terminal } from '../terminal.ts';

/** What happened to one user. Who was not found has what was given for an ID. */
export type NamedDeletion = TotpDeletion & { readonly loginId?: string };

/** Prints what happened to each user as soon as it has: as lines, or as the list of one JSON document. */
export class DeletionReport {
  readonly #terminal: Terminal;
  readonly #json: JsonList | undefined;
  readonly #nameWidth: number;
  #doneCount = 0;
  #otherCount = 0;

  constructor(
    { json, users }: { readonly json: boolean; readonly users: readonly ManagedUser[] },
    terminal: Terminal,
  ) {
    this.#terminal = terminal;
    this.#json = json ? new JsonList('results', terminal) : undefined;
    this.#nameWidth = users.reduce(
      (widest, { loginId }) => Math.max(widest, stringWidth(visibleText(loginId))),
      0,
    );
  }

  add(deletion: NamedDeletion): void {
    if (deletion.outcome === 'deleted') this.#doneCount += 1;
    else this.#otherCount += 1;
    if (this.#json !== undefined) {
      this.#json.add(deletion);
      return;
    }
    const name = visibleText(deletion.loginId ?? deletion.userId);
    const padding = ' '.repeat(Math.max(0, this.#nameWidth - stringWidth(name)));
    this.#terminal.out.write(`${name}${padding}  ${describe(deletion)}\n`);
  }

  end(): void {
    this.#json?.end();
  }

  /** Whether everybody's, somebody's or nobody's authenticators are deleted. */
  get exitCode(): ExitCode {
    if (this.#otherCount === 0) return exitCodes.done;
    return this.#doneCount === 0 ? exitCodes.notFound : exitCodes.partlyDone;
  }
}

function describe({ outcome, url, expiresAt }: NamedDeletion): string {
  if (outcome === 'not_found') return 'nobody has this login ID or user ID';
  if (outcome === 'no_authenticator') return 'has no authenticator';
  if (outcome === 'changed') return 'changed meanwhile, left alone';
  return url === undefined
    ? 'was deleted before, and the link shown then'
    : `${url}  until ${shortTime(expiresAt)}`;
}
