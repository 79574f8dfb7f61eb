import { createTotpClient } from '@totp-kit/components/client.js';
import { connectConsole, systemClock, type ConsoleClients } from '@totp-kit/components/console.js';
import { CodeQuestion } from './logic/code-question.ts';
import { PageContext } from './logic/console-context.ts';
import { identityOf } from './logic/identity.ts';
import { ConsolePaths } from './logic/routes.ts';
import { SessionKeeper } from './logic/session-keeper.ts';
import { SessionTabs } from './logic/session-tabs.ts';
import { StepUp } from './logic/step-up.ts';
import { takeInvitation } from './logic/take-invitation.ts';

// This module is one folder below the console, whatever that is below. Bundlers take a `new URL()` with it for a file.
const moduleUrl: string = import.meta.url;
const server = new URL('..', moduleUrl);
const paths = new ConsolePaths(server.href);

// Before anything else may look at the address.
const link =
  paths.routeOf(location.pathname) === 'join' ? takeInvitation(location, history) : undefined;

await import('./elements.ts');

const connect = (administratorId: () => string | undefined): ConsoleClients =>
  connectConsole({ server, onUse: () => keeper.use(), administratorId });
// Who is signed in is asked in nobody's name.
const anonymous = connect(() => undefined).client;
const named = connect(() => keeper.who?.user.userId).client;
const keeper: SessionKeeper = new SessionKeeper({
  client: {
    session: () => anonymous.session(),
    continueSession: () => named.continueSession(),
    signOut: (options) => named.signOut(options),
  },
  clock: systemClock,
  tabs: new SessionTabs(server.href),
});
const question = new CodeQuestion(keeper);
const context = new PageContext({
  connect: (administratorId) => connect(() => administratorId),
  keeper,
  stepUp: new StepUp({
    ask: () => question.ask(),
    identify: () => identityOf(keeper.who),
  }),
  clock: systemClock,
  server: server.href,
});

const shell = document.createElement('console-shell');
Object.assign(shell, { context, question, link });
document.body.append(shell);

// The name that people know the site by. Without it, the console is still the console.
const settings = await createTotpClient({ server: new URL('..', server).href })
  .settings()
  .catch(() => undefined);
shell.issuer = settings?.issuer ?? '';
