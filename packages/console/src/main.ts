import { createTotpClient } from '@totp-kit/components/client.js';
import { connectConsole, systemClock } from '@totp-kit/components/console.js';
import { CodeQuestion } from './logic/code-question.ts';
import { ConsoleContext } from './logic/console-context.ts';
import { identityOf } from './logic/identity.ts';
import { consolePath, routeOf } from './logic/routes.ts';
import { SessionKeeper } from './logic/session-keeper.ts';
import { SessionTabs } from './logic/session-tabs.ts';
import { StepUp } from './logic/step-up.ts';
import { takeInvitation } from './logic/take-invitation.ts';

// Before anything else may look at the address.
const link = routeOf(location.pathname) === 'join' ? takeInvitation(location, history) : undefined;

await import('./elements.ts');

const server = new URL(`${consolePath}/`, location.origin);
const { client, management } = connectConsole({ server, onUse: () => keeper.use() });
const keeper = new SessionKeeper({ client, clock: systemClock, tabs: new SessionTabs() });
const question = new CodeQuestion(keeper);
const context = new ConsoleContext({
  client,
  management,
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
const settings = await createTotpClient({ server: location.origin })
  .settings()
  .catch(() => undefined);
shell.issuer = settings?.issuer ?? '';
