/// <reference types="mocha" />
import type {
  AuditEvent,
  ConsoleSession,
  CreateManagementKeyBody,
  EventPage,
  ListEventsQuery,
  ManagementKey,
  NewManagementKey,
  Statistics,
} from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { FakeClock } from '../../../components/src/lib/testing/fake-clock.ts';
import { MemoryManagement } from '../../../components/src/lib/testing/memory-management.ts';
import { ScriptedClient } from '../../../components/src/lib/testing/scripted-client.ts';
import { clearStage, settle } from '../../../components/src/lib/testing/stage.ts';
import '../elements.ts';
import { CodeQuestion } from '../logic/code-question.ts';
import { PageContext } from '../logic/console-context.ts';
import { identityOf } from '../logic/identity.ts';
import { SessionKeeper } from '../logic/session-keeper.ts';
import type { TabNews, Tabs } from '../logic/session-tabs.ts';
import { StepUp } from '../logic/step-up.ts';
import type { ConsoleShellElement } from '../shell/console-shell.ts';
import { inMinutes, keys, statistics } from './answers.ts';
import { ScriptedConsole } from './scripted-console.ts';

/** A management API without a server, with events and keys of the test. */
export class ConsoleManagement extends MemoryManagement {
  keys: ManagementKey[] = [...keys];
  /** Newest first. */
  auditEvents: readonly AuditEvent[] = [];
  statisticsFault: TotpError | undefined;

  override async statistics(): Promise<Statistics> {
    if (this.statisticsFault) throw this.statisticsFault;
    return statistics;
  }

  override async listEvents(query: ListEventsQuery = {}): Promise<EventPage> {
    this.asked.push({ method: 'listEvents', argument: query });
    const from = Number(query.cursor ?? 0);
    const to = from + (query.limit ?? 50);
    const found = this.auditEvents.filter(({ action }) => action === (query.action ?? action));
    const hasMore = to < found.length;
    return { events: found.slice(from, to), ...(hasMore && { nextCursor: String(to) }) };
  }

  override async listKeys(): Promise<readonly ManagementKey[]> {
    return this.keys;
  }

  override async createKey({ name, scopes }: CreateManagementKeyBody): Promise<NewManagementKey> {
    this.asked.push({ method: 'createKey', argument: { name, scopes } });
    if (!this.isFresh) throw new TotpError('session_not_fresh');
    const key = { keyId: 'key_2', name, scopes, createdAt: inMinutes(0) };
    this.keys.push(key);
    return { ...key, key: 'totpkit_secret' };
  }

  override async revokeKey(keyId: string): Promise<void> {
    this.keys = this.keys.filter((key) => key.keyId !== keyId);
  }
}

/** The other tabs, as a test tells of them. */
export class ScriptedTabs implements Tabs {
  hear: (news: TabNews) => void = () => {};

  tell(): void {}

  listen(listener: (news: TabNews) => void): void {
    this.hear = listener;
  }
}

export interface ConsoleStage {
  readonly tabs: ScriptedTabs;
  readonly clock: FakeClock;
  readonly client: ScriptedConsole;
  readonly management: ConsoleManagement;
  /** Whom the elements of signing in ask. */
  readonly signIn: ScriptedClient;
  readonly question: CodeQuestion;
  readonly context: PageContext;
}

/** Everything that views have at hand, without a server. */
export function makeStage(): ConsoleStage {
  const clock = new FakeClock();
  const client = new ScriptedConsole();
  const management = new ConsoleManagement(clock);
  const signIn = new ScriptedClient();
  const tabs = new ScriptedTabs();
  const keeper = new SessionKeeper({ client, clock, tabs });
  const question = new CodeQuestion(keeper);
  const context = new PageContext({
    connect: () => ({ client, management, signIn }),
    signIn,
    keeper,
    stepUp: new StepUp({ ask: () => question.ask(), identify: () => identityOf(keeper.who) }),
    clock,
    server: `${location.origin}/console/`,
  });
  return { tabs, clock, client, management, signIn, question, context };
}

/** Opens a page of the console, as `who` or as nobody. */
export async function openConsole(
  stage: ConsoleStage,
  path: string,
  who?: ConsoleSession,
): Promise<ConsoleShellElement> {
  stage.client.answer({ session: async () => who });
  history.pushState(null, '', path);
  const { context, question } = stage;
  const shell = Object.assign(document.createElement('console-shell'), {
    context,
    question,
    issuer: 'Example',
  });
  document.body.append(shell);
  await settle();
  return shell;
}

/** Takes the page away and gives the address back that the tests run at. */
export function leaveConsoleAfterEach(): void {
  const address = location.href;
  afterEach(() => {
    clearStage();
    history.replaceState(null, '', address);
  });
}
